#pragma once

#include "ui/widgets/Tone.h"

#include <QFrame>

class QLabel;

namespace textbank {

class Button;
class FlowLayout;
class Label;

/// A strip that asks something: the question across the whole width, the answers below it, wrapping at any text size.
class QuestionBar : public QFrame
{
    Q_OBJECT
public:
    explicit QuestionBar(Tone tone, const QString& icon, QWidget* parent = nullptr);
    void setText(const QString& text);
    Button* addButton(const QString& text, bool primary = false);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();

    Tone m_tone;
    QString m_iconName;
    QLabel* m_icon;
    Label* m_text;
    QWidget* m_buttons;
};

} // namespace textbank
