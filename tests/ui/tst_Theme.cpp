#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Tone.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_Theme : public QObject
{
    Q_OBJECT
private slots:
    void wordsAreReadableOnEverySurface_data();
    void wordsAreReadableOnEverySurface();
    void theFocusRingIsSeen();
    void textGrowsAndStaysWithinBounds();
    void systemIsResolved();
    void everyIconIsDrawnInTheColourAsked();
    void disabledWordsStayReadable();
    void wordsTakeTheRoomTheyNeedNow();
};

void tst_Theme::wordsAreReadableOnEverySurface_data()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
    QTest::newRow("high contrast") << ThemeChoice::HighContrast;
}

void tst_Theme::wordsAreReadableOnEverySurface()
{
    QFETCH(ThemeChoice, choice);
    const ThemeColors c = colorsOf(choice);
    const auto check = [](const QColor& text, const QColor& surface, const char* what) {
        const double ratio = contrastRatio(text, surface);
        QVERIFY2(ratio >= 4.5,
                 qPrintable(u"%1: %2 on %3 is %4"_s.arg(QLatin1String(what), text.name(), surface.name()).arg(ratio)));
    };
    for (const QColor& surface : {c.window, c.surface, c.surfaceAlt}) {
        check(c.text, surface, "text");
        check(c.textMuted, surface, "muted text");
        check(c.accent, surface, "accent");
        check(c.good, surface, "good");
        check(c.warn, surface, "warn");
        check(c.bad, surface, "bad");
    }
    check(c.accentText, c.accent, "on accent");
    check(c.text, c.accentSoft, "selected");
    check(c.textMuted, c.accentSoft, "muted on selected");
    check(c.bubbleInText, c.bubbleIn, "incoming");
    check(c.textMuted, c.bubbleIn, "muted on incoming");
    check(c.bubbleOutText, c.bubbleOut, "outgoing");
    for (const Tone tone : {Tone::Plain, Tone::Muted, Tone::Accent, Tone::Good, Tone::Warn, Tone::Bad}) {
        check(textColor(tone, c), softColor(tone, c), "tone on its own banner");
        check(c.text, softColor(tone, c), "text on a banner");
    }
}

void tst_Theme::theFocusRingIsSeen()
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast}) {
        const ThemeColors c = colorsOf(choice);
        for (const QColor& surface : {c.window, c.surface, c.surfaceAlt, c.accentSoft})
            QVERIFY(contrastRatio(c.accent, surface) >= 3.0);
    }
}

void tst_Theme::textGrowsAndStaysWithinBounds()
{
    Theme theme;
    QSignalSpy changed(&theme, &Theme::changed);
    const int body = theme.font(TextRole::Body).pixelSize();
    QCOMPARE(body, 14);
    theme.setTextScale(2.0);
    QCOMPARE(theme.font(TextRole::Body).pixelSize(), 28);
    QCOMPARE(QApplication::font().pixelSize(), 28);
    theme.setTextScale(2.0);
    QCOMPARE(changed.count(), 1);
    theme.setTextScale(9.0);
    QCOMPARE(theme.textScale(), 2.0);
    theme.setTextScale(0.1);
    QCOMPARE(theme.textScale(), 1.0);
}

void tst_Theme::systemIsResolved()
{
    Theme theme;
    QVERIFY(theme.choice() == ThemeChoice::System);
    QVERIFY(theme.resolved() != ThemeChoice::System);
    theme.setChoice(ThemeChoice::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), colorsOf(ThemeChoice::Dark).window);
    QVERIFY(&Theme::current() == &theme);
}

void tst_Theme::everyIconIsDrawnInTheColourAsked()
{
    Theme theme;
    const QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(names.size() > 40);
    for (const QString& file : names) {
        if (file.startsWith(u"static-"_s))
            continue;
        const QImage image = theme.icon(file.chopped(4), QColor(255, 0, 0)).pixmap(QSize(48, 48)).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() < 200)
                    continue;
                drawn = true;
                QVERIFY2(pixel.red() > 200 && pixel.green() < 60 && pixel.blue() < 60, qPrintable(file));
            }
        }
        QVERIFY2(drawn, qPrintable(file));
    }
}

void tst_Theme::disabledWordsStayReadable()
{
    Theme theme;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast}) {
        theme.setChoice(choice);
        const QPalette palette = QApplication::palette();
        QVERIFY(contrastRatio(palette.color(QPalette::Disabled, QPalette::Text), theme.colors().surfaceAlt) >= 4.5);
    }
}

void tst_Theme::wordsTakeTheRoomTheyNeedNow()
{
    Theme theme;
    Label label(TextRole::Body);
    label.setWordWrap(true);
    Bubble bubble(BubblePainter::Side::Outgoing);
    // What was measured before must not be told of what stands there now: something just made knows nothing of before.
    const auto check = [&](TextRole role, const char* what) {
        QLabel freshLabel(label.text());
        freshLabel.setTextFormat(Qt::PlainText);
        freshLabel.setFont(theme.font(role));
        freshLabel.setIndent(label.indent());
        freshLabel.setContentsMargins(label.contentsMargins());
        freshLabel.setWordWrap(true);
        Bubble freshBubble(BubblePainter::Side::Outgoing);
        freshBubble.setTextRole(role);
        freshBubble.setText(bubble.text());
        for (const int width : {90, 240, 90, 700}) {
            QVERIFY2(label.heightForWidth(width) == freshLabel.heightForWidth(width), what);
            QVERIFY2(bubble.heightForWidth(width) == freshBubble.heightForWidth(width), what);
        }
        QVERIFY2(bubble.sizeHint() == freshBubble.sizeHint(), what);
    };
    for (const auto& text :
         {u"Hi"_s, u"Hi Maya, this is Robin with Valley Votes. Will you vote on Tuesday?"_s, u"Hi"_s}) {
        label.setText(text);
        bubble.setText(text);
        check(TextRole::Body, "another text");
    }
    label.setText(u"Hi Maya, this is Robin"_s);
    bubble.setText(label.text());
    check(TextRole::Body, "the text before another role");
    label.setRole(TextRole::Display);
    bubble.setTextRole(TextRole::Display);
    check(TextRole::Display, "another role");
    theme.setTextScale(1.6);
    check(TextRole::Display, "another size");
    label.setContentsMargins(20, 8, 20, 8);
    check(TextRole::Display, "other margins");
}

QTEST_MAIN(tst_Theme)
#include "tst_Theme.moc"
