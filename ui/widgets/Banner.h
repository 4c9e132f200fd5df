#pragma once

#include "ui/widgets/Tone.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace textbank {

class Button;
class Label;

/// A strip with an icon, a sentence and at most a few quiet buttons; announced to screen readers when its words change.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(Tone tone, const QString& icon, QWidget* parent = nullptr);
    void setTone(Tone tone, const QString& icon);
    void setText(const QString& text);
    QString text() const;
    Button* addButton(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();
    Tone m_tone;
    QString m_iconName;
    QLabel* m_icon;
    Label* m_text;
    QHBoxLayout* m_layout;
};

} // namespace textbank
