#pragma once

#include "ui/widgets/Tone.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace textbank {

class Button;
class FlowLayout;
class Label;
class Panel;

/// A whole page that says what happened, what it means and what to do, to be read before anything else. The buttons
/// always stay in sight; where the text needs more room than there is it scrolls above them, by wheel or by Page Up and
/// Page Down from wherever the focus is.
class NoticePage : public QWidget
{
    Q_OBJECT
public:
    explicit NoticePage(QWidget* parent = nullptr);
    /// The paragraphs of `text` are separated by an empty line; those after the first stand in a card of their own,
    /// what matters most at its top.
    void set(const QString& icon, const QString& title, const QString& text, Tone tone = Tone::Accent);
    Button* addButton(const QString& text, bool primary, const QString& icon = {});

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restyle();
    void arrange();

    QString m_iconName;
    Tone m_tone = Tone::Accent;
    QScrollArea* m_scroll;
    QWidget* m_content;
    QWidget* m_row;
    QLabel* m_icon;
    Label* m_title;
    Label* m_text;
    Panel* m_card;
    QVBoxLayout* m_column;
    QVBoxLayout* m_points;
    FlowLayout* m_buttons;
};

} // namespace textbank
