#include "tests/app/Venue.h"
#include "ui/inbox/ThreadView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QProcess>
#include <QRegularExpression>
#include <cstdio>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

const QString kReply = u"Absolutely, my quokka and I shall vote on Wednesday"_s;
const QString kAsk = u"--ask"_s;

/// What another program gets that pastes, in every form that is offered: a line each.
int ask()
{
    constexpr std::pair<const char*, QClipboard::Mode> kModes[] = {{"CLIPBOARD", QClipboard::Clipboard},
                                                                   {"PRIMARY", QClipboard::Selection}};
    for (const auto& [name, mode] : kModes) {
        const auto* data = QGuiApplication::clipboard()->mimeData(mode);
        const auto formats = data != nullptr ? data->formats() : QStringList();
        for (const auto& format : formats) {
            std::printf("%s %s: %s\n", name, qPrintable(format), data->data(format).constData());
        }
    }
    std::printf("asked\n");
    return 0;
}

QString pasted()
{
    QProcess other;
    other.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    other.start(QCoreApplication::applicationFilePath(), {kAsk});
    // Not waitForFinished: it is this program that has to answer.
    const auto ended = QTest::qWaitFor([&other] { return other.state() == QProcess::NotRunning; }, 30000);
    const auto said = QString::fromUtf8(other.readAllStandardOutput());
    return ended && said.endsWith(u"asked\n"_s) ? said : u"the other program could not ask"_s;
}

QString linesOf(const QString& said, const QString& selection)
{
    return said.split(u'\n').filter(QRegularExpression(u'^' + selection)).join(u'\n');
}

} // namespace

/// What was copied and selected in the program, as any other program on the same display gets it.
class TestCopiedWords : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QCOMPARE(QGuiApplication::platformName(), u"xcb"_s); }

    void areGoneWithTheShift_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("finished") << int(End::Finished);
        QTest::newRow("ended by staff") << int(End::EndedByStaff);
        QTest::newRow("program closed") << int(End::Closed);
    }

    void areGoneWithTheShift()
    {
        QFETCH(int, end);
        Venue venue;
        Worker rig;
        QVERIFY2(rig.join(venue), qPrintable(rig.allWords()));
        QVERIFY2(rig.pull() && rig.text(venue, 1), qPrintable(rig.allWords()));
        venue.reply(0, kReply);
        QVERIFY2(rig.openReply(), qPrintable(rig.allWords()));

        auto* thread = rig.window().findChild<ThreadView*>();
        const auto last = thread->model()->index(thread->model()->rowCount() - 1, 0);
        thread->setCurrentIndex(last);
        QTest::keyClick(thread, Qt::Key_C, Qt::ControlModifier);
        auto* header = rig.window().findChild<QLabel*>(u"threadName"_s);
        QVERIFY(header->text().contains(unusual::mark()));
        QTest::mouseDClick(header, Qt::LeftButton, {}, QPoint(12, header->height() / 2));
        QTRY_VERIFY(linesOf(pasted(), u"CLIPBOARD"_s).contains(u"x-kde-passwordManagerHint: secret"_s));
        const auto before = pasted();
        QVERIFY2(linesOf(before, u"CLIPBOARD"_s).contains(kReply), qPrintable(before));
        QVERIFY2(linesOf(before, u"PRIMARY"_s).contains(unusual::mark()), qPrintable(before));

        switch (static_cast<End>(end)) {
        case End::Finished:
            QVERIFY2(rig.finish(), qPrintable(rig.allWords()));
            break;
        case End::EndedByStaff:
            QCOMPARE(venue.endSessions(), 1);
            QTRY_VERIFY2_WITH_TIMEOUT(rig.shows(u"Staff ended this session"_s), qPrintable(rig.allWords()), 15000);
            break;
        case End::Closed:
            rig.end();
            break;
        }
        QCOMPARE(pasted(), u"asked\n"_s);
    }

private:
    enum class End { Finished, EndedByStaff, Closed };
};

int main(int argc, char** argv)
{
    if (argc == 2 && argv[1] == kAsk.toLatin1()) {
        const QGuiApplication qt(argc, argv);
        return ask();
    }
    const QApplication qt(argc, argv);
    TestCopiedWords test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_CopiedWords.moc"
