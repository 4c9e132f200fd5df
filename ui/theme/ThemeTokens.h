#pragma once

#include "ui/theme/Theme.h"

namespace textbank {

/// The colours of one theme; `choice` must not be System.
ThemeColors colorsOf(ThemeChoice choice);
/// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);
/// `over` at `alpha` (0..1) on `under`, opaque.
QColor blended(const QColor& under, const QColor& over, double alpha);

} // namespace textbank
