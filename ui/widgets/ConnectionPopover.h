#pragma once

#include "ui/Shift.h"
#include "ui/widgets/Popover.h"

namespace textbank {

class ScrollPane;

/// The state of the connection at length: what it means, when the gateway last answered, what waits, what went wrong
/// with which text.
class ConnectionPopover : public Popover
{
    Q_OBJECT
public:
    ConnectionPopover(Shift& shift, QWidget* anchor);

private:
    void addTroubled(Shift& shift);
    void fitTroubled();

    ScrollPane* m_troubled = nullptr;
};

} // namespace textbank
