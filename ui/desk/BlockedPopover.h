#pragma once

#include "ui/Shift.h"
#include "ui/widgets/Popover.h"

namespace textbank {

/// Who cannot be texted now, why, and when that ends. Choosing one puts it on the desk.
class BlockedPopover : public Popover
{
    Q_OBJECT
public:
    BlockedPopover(Shift& shift, QWidget* anchor);

signals:
    void chosen(const textbank::ContactId& contact);
};

} // namespace textbank
