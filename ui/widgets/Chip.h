#pragma once

#include "ui/widgets/Tone.h"

#include <QWidget>

namespace textbank {

/// A small rounded label: a language, a tag, PRACTICE.
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const QString& text = {}, Tone tone = Tone::Plain, const QString& icon = {},
                  QWidget* parent = nullptr);
    void set(const QString& text, Tone tone, const QString& icon = {});
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone;
    QString m_icon;
};

} // namespace textbank
