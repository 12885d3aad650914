// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// A connection text without its secrets, and the password that was in it ("" where it had none).
struct SplitUrl {
    QString url;
    QString password;       // decoded
    bool hasOther = false; // it held another secret (sslpassword), which was taken out too
};

// Works on whatever people write, also where parseConnection() would refuse it: URLs, with the password before the last
// @ of the authority or in ?password=, and keyword strings.
SplitUrl withoutPassword(const QString& url);

} // namespace corridor
