#pragma once

#include "ui/widgets/KnownHeights.h"
#include "ui/widgets/Tone.h"

#include <QLabel>

namespace textbank {

/// Text in one of the theme's roles and tones; follows the theme. Plain text unless setTextFormat says otherwise, since
/// names and texts come from outside.
class Label : public QLabel
{
    Q_OBJECT
public:
    explicit Label(TextRole role = TextRole::Body, Tone tone = Tone::Plain, QWidget* parent = nullptr);
    Label(const QString& text, TextRole role, Tone tone = Tone::Plain, QWidget* parent = nullptr);
    void setTone(Tone tone);
    void setRole(TextRole role);

    int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;

private:
    void restyle();
    TextRole m_role;
    Tone m_tone;
    mutable KnownHeights m_heights;
    mutable QString m_measured; ///< The text they were measured for.
};

} // namespace textbank
