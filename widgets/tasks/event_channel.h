// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QMutex>
#include <QObject>
#include <functional>
#include <memory>

namespace corridor {

// Carries values from worker threads to the GUI thread in batches: however fast they come, one queued call takes
// all that wait, so a flood of notices cannot starve the window. Copies share the channel.
template <typename T>
class EventChannel {
public:
    // `receive` is called on the thread of `context`, and no more after its end.
    EventChannel(QObject* context, std::function<void(QList<T>)> receive)
        : m_shared(std::make_shared<Shared>(context, std::move(receive)))
    {
    }

    // From any thread; `context` must still live.
    void send(T value) const
    {
        const QMutexLocker locker(&m_shared->mutex);
        m_shared->waiting << std::move(value);
        if (m_shared->waiting.size() > 1)
            return;
        QMetaObject::invokeMethod(m_shared->context, [shared = m_shared] { shared->deliver(); }, Qt::QueuedConnection);
    }

private:
    struct Shared {
        Shared(QObject* receiver, std::function<void(QList<T>)> handler)
            : context(receiver)
            , receive(std::move(handler))
        {
        }
        void deliver()
        {
            QMutexLocker locker(&mutex);
            QList<T> batch = std::exchange(waiting, {});
            locker.unlock();
            receive(std::move(batch));
        }

        QObject* context;
        std::function<void(QList<T>)> receive;
        QMutex mutex;
        QList<T> waiting;
    };
    std::shared_ptr<Shared> m_shared;
};

} // namespace corridor
