#pragma once

#include "ui/widgets/Tone.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace textbank {

class Button;
class FlowLayout;
class Label;

/// A friendly page for when there is nothing to do here: an icon, what is so, and what one can do next.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void set(const QString& icon, const QString& title, const QString& text, Tone tone = Tone::Accent);
    Button* addButton(const QString& text, bool primary, const QString& icon = {});
    /// Between the text and the buttons; hidden while it has nothing to show is the caller's affair.
    void setBody(QWidget* body);
    /// A line below the buttons, for what is under way or went wrong; empty hides it.
    void setFootnote(const QString& text, Tone tone = Tone::Muted);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void fitWidth();
    QString m_iconName;
    Tone m_tone = Tone::Accent;
    QLabel* m_icon;
    Label* m_title;
    Label* m_text;
    Label* m_foot;
    QWidget* m_row;
    FlowLayout* m_buttons;
    QVBoxLayout* m_column;
};

} // namespace textbank
