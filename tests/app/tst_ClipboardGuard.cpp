#include "app/desktop/ClipboardGuard.h"

#include <QGuiApplication>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QtTest>

using namespace textbank;
using namespace Qt::StringLiterals;

/// What the program copied does not stay on the clipboard; what another program copied does.
class TestClipboardGuard : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_ours = true; }

    void whatWasCopiedGoesAfterItsTime()
    {
        ClipboardGuard guard(*clipboard(), std::chrono::milliseconds{200}, owns());
        clipboard()->setText(u"Zephyrine said yes"_s);
        QTRY_VERIFY(clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        QCOMPARE(clipboard()->text(), u"Zephyrine said yes"_s); // Long enough to be pasted.
        QTRY_VERIFY(clipboard()->text().isEmpty());
    }

    void aFieldsOwnCopyIsGuardedToo()
    {
        ClipboardGuard guard(*clipboard(), std::chrono::milliseconds{200}, owns());
        QPlainTextEdit field(u"Zephyrine said yes"_s);
        field.selectAll();
        field.copy();
        QTRY_VERIFY(clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        QVERIFY(!clipboard()->mimeData()->hasHtml());
        QTRY_VERIFY(clipboard()->text().isEmpty());
    }

    void whatWasCopiedGoesWithTheProgram()
    {
        {
            ClipboardGuard guard(*clipboard(), std::chrono::minutes{1}, owns());
            clipboard()->setText(u"Zephyrine said yes"_s);
        }
        QVERIFY(clipboard()->text().isEmpty());
    }

    void aLaterCopyStartsTheTimeAnew()
    {
        ClipboardGuard guard(*clipboard(), std::chrono::milliseconds{400}, owns());
        clipboard()->setText(u"first"_s);
        QTest::qWait(250);
        clipboard()->setText(u"second"_s);
        QTest::qWait(250);
        QCOMPARE(clipboard()->text(), u"second"_s);
        QTRY_VERIFY(clipboard()->text().isEmpty());
    }

    void whatAnotherProgramCopiedStays()
    {
        ClipboardGuard guard(*clipboard(), std::chrono::milliseconds{50}, owns());
        clipboard()->setText(u"ours"_s);
        m_ours = false;
        clipboard()->setText(u"a recipe for soup"_s);
        QTest::qWait(150);
        QCOMPARE(clipboard()->text(), u"a recipe for soup"_s);
        QVERIFY(!clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        guard.clear();
        QCOMPARE(clipboard()->text(), u"a recipe for soup"_s);
    }

private:
    static QClipboard* clipboard() { return QGuiApplication::clipboard(); }
    // The offscreen platform does not say whose the clipboard is.
    ClipboardGuard::Owns owns()
    {
        return [this](QClipboard::Mode mode) { return m_ours && mode == QClipboard::Clipboard; };
    }
    bool m_ours = true;
};

QTEST_MAIN(TestClipboardGuard)
#include "tst_ClipboardGuard.moc"
