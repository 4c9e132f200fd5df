#pragma once

#include "ui/widgets/Tone.h"

#include <QAbstractButton>

namespace textbank {

/// A rounded button that states something: icon and words in a tone.
class PillButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit PillButton(QWidget* parent = nullptr);
    void set(const QString& text, const QString& icon, Tone tone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_icon;
    Tone m_tone = Tone::Plain;
};

} // namespace textbank
