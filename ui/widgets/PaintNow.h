#pragma once

class QWidget;

namespace textbank {

/// Lays out and paints what changed in this widget's window, before anything else is handled.
void paintNow(QWidget* widget);

} // namespace textbank
