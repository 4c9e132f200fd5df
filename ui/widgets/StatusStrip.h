#pragma once

#include "ui/Shift.h"
#include "ui/widgets/Panel.h"

class QBoxLayout;

namespace textbank {

class Chip;
class Label;
class PillButton;

/// The strip above every screen: which campaign, whether it is practice, how far one is, and the true state of the
/// connection in words.
class StatusStrip : public Panel
{
    Q_OBJECT
public:
    explicit StatusStrip(Shift& shift, QWidget* parent = nullptr);
    void showFigures();
    void showConnection();
    QWidget* connectionButton() const;

signals:
    void connectionRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    Shift& m_shift;
    QBoxLayout* m_row;
    Label* m_title;
    Chip* m_practice;
    Label* m_figures;
    PillButton* m_connection;
};

} // namespace textbank
