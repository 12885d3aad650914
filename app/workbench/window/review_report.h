// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/review/folder_review.h"

class QPagedPaintDevice;

namespace corridor {

// The page of a review: what was examined, with its marks, findings and decisions. `self` made those that git does not
// know yet. Any thread; reads the scripts' files for their authors.
QByteArray reviewPage(const ReviewOrder& order, const FolderReview& review, const QString& self);

// Any thread.
void printPage(const QByteArray& page, QPagedPaintDevice& on);

// As PDF where the name ends so, else as HTML. Any thread. Errors: "report-not-written".
Result<void> writePage(const QByteArray& page, const QString& path);

} // namespace corridor
