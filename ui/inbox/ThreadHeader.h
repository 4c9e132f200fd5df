#pragma once

#include "ui/Shift.h"
#include "ui/widgets/Panel.h"

class QGridLayout;

namespace textbank {

class Avatar;
class Label;

/// Who this is: name, place and local time, and in words what is so about the conversation.
class ThreadHeader : public Panel
{
    Q_OBJECT
public:
    explicit ThreadHeader(Shift& shift, QWidget* parent = nullptr);
    void show(const ContactRecord& record);
    /// States beside the name and less air, where the height is scarce.
    void setFlat(bool flat);

private:
    void applySizes();

    Shift& m_shift;
    Avatar* m_avatar;
    Label* m_name;
    Label* m_place;
    QWidget* m_chips;
    QGridLayout* m_grid;
    QString m_shownChips;
    bool m_flat = false;
};

} // namespace textbank
