#include "tests/ui/UiFixture.h"
#include "ui/brief/BriefView.h"
#include "ui/brief/MarkdownText.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"

#include <QLabel>

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_Brief : public QObject
{
    Q_OBJECT
private slots:
    void showsBriefScriptAndRules()
    {
        UiFixture f;
        BriefView view(*f.shift);
        view.show();
        QVERIFY(view.findChild<MarkdownText*>(u"briefText"_s)->toPlainText().contains(u"vote for the library"_s));
        QVERIFY(view.findChildren<Bubble*>().size() >= 3);
        QVERIFY(!view.findChild<QLabel*>(u"briefRules"_s)->text().isEmpty());
    }

    void startingRemembersThatItWasRead()
    {
        UiFixture f;
        QVERIFY(BriefView::isUnread(f.store(), build::campaignId()));
        BriefView view(*f.shift);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.activate();
        QSignalSpy started(&view, &BriefView::startRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(started.size(), 1);
        QVERIFY(!BriefView::isUnread(f.store(), build::campaignId()));
    }

    void enterStartsFromTheTextAsWell()
    {
        UiFixture f;
        BriefView view(*f.shift);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.activate();
        auto* text = view.findChild<MarkdownText*>(u"briefText"_s);
        QSignalSpy started(&view, &BriefView::startRequested);
        QTest::mouseClick(text->viewport(), Qt::LeftButton);
        QVERIFY(text->hasFocus());
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(started.size(), 1);
    }

    void aChangedPartIsNamed()
    {
        UiFixture f;
        BriefView view(*f.shift);
        view.show();
        view.findChild<Button*>(u"startButton"_s)->click();
        QVERIFY(!view.findChild<Banner*>(u"briefChanged"_s)->isVisible());
        Campaign next = build::campaign();
        next.version = u"2"_s;
        next.brief += u"\n\nBring water."_s;
        QVERIFY(f.store().applyCampaign(next));
        auto* changed = view.findChild<Banner*>(u"briefChanged"_s);
        QVERIFY(changed->isVisible());
        QVERIFY(changed->text().contains(u"the brief"_s));
        QVERIFY(!changed->text().contains(u"the script"_s));
        QVERIFY(view.findChild<MarkdownText*>(u"briefText"_s)->toPlainText().contains(u"Bring water"_s));
    }

    void nothingIsLoadedAndLinksAreAskedAbout()
    {
        UiFixture f;
        Campaign next = build::campaign();
        next.version = u"2"_s;
        next.brief = u"![x](https://pictures.example/x.png) and [a link](https://example.org/page)"_s;
        QVERIFY(f.store().applyCampaign(next));
        BriefView view(*f.shift);
        view.show();
        auto* text = view.findChild<MarkdownText*>(u"briefText"_s);
        QVERIFY(!text->loadResource(QTextDocument::ImageResource, QUrl(u"https://pictures.example/x.png"_s)).isValid());
        emit text->anchorClicked(QUrl(u"https://example.org/page"_s));
        QVERIFY(view.findChild<QWidget*>(u"briefLink"_s)->isVisible());
        view.findChild<Button*>(u"linkClose"_s)->click();
        QVERIFY(!view.findChild<QWidget*>(u"briefLink"_s)->isVisible());
    }
};

QTEST_MAIN(tst_Brief)
#include "tst_Brief.moc"
