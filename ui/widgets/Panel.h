#pragma once

#include <QFrame>

namespace textbank {

/// A surface with round corners and a hairline: cards, side panes.
class Panel : public QFrame
{
    Q_OBJECT
public:
    /// Round with a border; square; square with a line to the right; square with a line below; a round dip in a card.
    enum class Kind { Card, Pane, Rail, Strip, Well };
    explicit Panel(Kind kind = Kind::Card, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
};

} // namespace textbank
