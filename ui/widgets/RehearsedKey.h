#pragma once

#include <QKeyEvent>

namespace textbank {

/// A key that a rehearsal of practice presses, where no window system tells of one: the only key made by the program
/// that SendKeys takes for a finger's.
class RehearsedKey final : public QKeyEvent
{
public:
    using QKeyEvent::QKeyEvent;
};

} // namespace textbank
