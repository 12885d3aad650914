// SPDX-License-Identifier: MIT
#pragma once

#include "engine/proofs.h"
#include "widgets/style/tone.h"

namespace corridor {

// How what is known of a way back is said to people: "proved", "loses data", …; empty where nothing is known of it.
QString wayBackWord(const std::optional<WayBackKnown>& known);
Tone wayBackTone(const std::optional<WayBackKnown>& known);

} // namespace corridor
