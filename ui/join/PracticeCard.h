#pragma once

#include "ui/widgets/Panel.h"

class QVBoxLayout;

namespace textbank {

class Button;

/// Practice, one click or one key away; `owner` is where the key counts.
class PracticeCard : public Panel
{
    Q_OBJECT
public:
    explicit PracticeCard(QWidget* owner);

signals:
    void requested();

private:
    void applySizes();

    QVBoxLayout* m_column;
    Button* m_start;
};

} // namespace textbank
