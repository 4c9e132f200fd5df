#pragma once

#include <QFrame>

namespace textbank {

/// A surface with round corners and a hairline: cards, side panes.
class Panel : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Card, Pane, Strip }; ///< Round with a border; square surface; surface with a line below.
    explicit Panel(Kind kind = Kind::Card, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
};

} // namespace textbank
