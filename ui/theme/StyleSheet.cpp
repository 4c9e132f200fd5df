#include "ui/theme/StyleSheet.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"

#include <QHash>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

// Only Qt's own controls are dressed here; the product's widgets paint themselves. @names are tokens.
constexpr auto kSheet = R"(
QToolTip { background: @text; color: @surface; border: 0; padding: @s4 @s8; border-radius: 6px; }
QMainWindow, QDialog { background: @window; }
QLineEdit, QPlainTextEdit, QTextEdit, QKeySequenceEdit, QSpinBox, QComboBox {
  background: @surface; color: @text; border: @bw solid @control; border-radius: 8px; padding: @fieldV @fieldH;
  selection-background-color: @accent; selection-color: @accentText; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QKeySequenceEdit:focus, QSpinBox:focus, QComboBox:focus {
  border: 2px solid @accent; padding: @fieldVFocus @fieldHFocus; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @surfaceAlt; color: @muted; }
QKeySequenceEdit QLineEdit, QKeySequenceEdit QLineEdit:focus, QComboBox QLineEdit { border: 0; padding: 0; background: transparent; }
QPlainTextEdit[flat="true"], QTextEdit[flat="true"], QTextBrowser[flat="true"] { border: 0; padding: 0; background: transparent; }
QComboBox::drop-down { border: 0; width: @icon; subcontrol-position: center right; padding-right: @s8; }
QComboBox::down-arrow { image: url(:/icons/@chevron.svg); width: @arrow; height: @arrow; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: @bw solid @border; padding: @s4;
  selection-background-color: @accentSoft; selection-color: @text; outline: 0; }
QPushButton { background: @surface; color: @text; border: @bw solid @control; border-radius: 8px;
  padding: @btnV @btnH; }
QPushButton:hover { background: @surfaceAlt; }
QPushButton:pressed { background: @pressed; }
QPushButton:focus { border: 2px solid @accent; padding: @btnVFocus @btnHFocus; }
QPushButton:disabled { color: @muted; background: @surfaceAlt; }
QToolButton { background: transparent; color: @text; border: 2px solid transparent; border-radius: 8px; padding: @s4; }
QToolButton:hover { background: @surfaceAlt; }
QToolButton:focus { border: 2px solid @accent; }
QCheckBox, QRadioButton { color: @text; spacing: @s8; padding: 3px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @accent; }
QCheckBox::indicator, QRadioButton::indicator { width: @check; height: @check; border: @bw2 solid @control; background: @surface; }
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: @checkR; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/@tick.svg); }
QRadioButton::indicator:checked { border-color: @accent; background: qradialgradient(cx:0.5, cy:0.5, radius:0.5,
  fx:0.5, fy:0.5, stop:0 @accent, stop:0.5 @accent, stop:0.6 @surface, stop:1 @surface); }
QSlider { min-height: @icon; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @control; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: @handle; height: @handle; margin: -@handleM 0; border-radius: @handleR;
  background: @accent; border: 2px solid @surface; }
QSlider::handle:horizontal:focus { border: 2px solid @text; }
QListView, QTreeView, QTableView, QListWidget { background: transparent; border: 0; outline: 0; color: @text;
  selection-background-color: @accentSoft; selection-color: @text; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 2px; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 2px; }
QScrollBar::handle { background: @handleColor; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: @surface; color: @text; border: @bw solid @border; border-radius: 8px; padding: @s4; }
QMenu::item { padding: @s4 @s16; border-radius: 6px; }
QMenu::item:selected { background: @accentSoft; }
QProgressBar { background: @surfaceAlt; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

} // namespace

QString styleSheetFor(const Theme& theme)
{
    const ThemeColors& c = theme.colors();
    const auto px = [](int value) { return QString::number(value) + u"px"_s; };
    const int bw = theme.borderWidth();
    const int fieldV = theme.px(8);
    const int fieldH = theme.px(11);
    const int btnV = theme.px(5);
    const int btnH = theme.px(15);
    const int handle = theme.px(16);
    const bool light = !theme.isDark();
    QHash<QString, QString> tokens{
        {u"text"_s, c.text.name()},
        {u"muted"_s, c.textMuted.name()},
        {u"window"_s, c.window.name()},
        {u"surface"_s, c.surface.name()},
        {u"surfaceAlt"_s, c.surfaceAlt.name()},
        {u"border"_s, c.border.name()},
        // A control's edge must be found by the eye (WCAG 1.4.11): 3:1 on its surface.
        {u"control"_s, blended(c.surface, c.textMuted, 0.72).name()},
        {u"pressed"_s, blended(c.surfaceAlt, c.text, 0.08).name()},
        {u"accent"_s, c.accent.name()},
        {u"accentText"_s, c.accentText.name()},
        {u"accentSoft"_s, c.accentSoft.name()},
        {u"handleColor"_s, blended(c.surface, c.textMuted, 0.5).name()},
        {u"bw"_s, px(bw)},
        {u"bw2"_s, px(std::max(bw, 2))},
        {u"s4"_s, px(theme.space(Space::Xs))},
        {u"s8"_s, px(theme.space(Space::S))},
        {u"s16"_s, px(theme.space(Space::L))},
        {u"fieldV"_s, px(fieldV)},
        {u"fieldH"_s, px(fieldH)},
        {u"fieldVFocus"_s, px(fieldV + bw - 2)},
        {u"fieldHFocus"_s, px(fieldH + bw - 2)},
        {u"btnV"_s, px(btnV)},
        {u"btnH"_s, px(btnH)},
        {u"btnVFocus"_s, px(btnV + bw - 2)},
        {u"btnHFocus"_s, px(btnH + bw - 2)},
        {u"icon"_s, px(theme.px(24))},
        {u"arrow"_s, px(theme.px(14))},
        {u"check"_s, px(theme.px(16))},
        {u"checkR"_s, px(theme.px(16) / 2 + 2)},
        {u"handle"_s, px(handle)},
        {u"handleM"_s, px((handle + 4 - 4) / 2)},
        {u"handleR"_s, px((handle + 4) / 2)},
        {u"chevron"_s, light ? u"static-down-dark"_s : u"static-down-light"_s},
        {u"tick"_s, light ? u"static-check-light"_s : u"static-check-dark"_s},
    };
    QString sheet;
    const QString source = QString::fromLatin1(kSheet);
    sheet.reserve(source.size() + 512);
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (source.at(i) != u'@') {
            sheet += source.at(i);
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && source.at(end).isLetterOrNumber())
            ++end;
        const QString name = source.mid(i + 1, end - i - 1);
        Q_ASSERT_X(tokens.contains(name), "styleSheetFor", qPrintable(name));
        sheet += tokens.value(name);
        i = end - 1;
    }
    return sheet;
}

} // namespace textbank
