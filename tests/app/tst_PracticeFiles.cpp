#include "tests/app/ProgramRig.h"

#include <QDirIterator>
#include <QFile>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// Last names and numbers of everybody whom practice texts.
QByteArrayList traces()
{
    QFile list(QStringLiteral(TEXTBANK_SOURCE_DIR) + u"/resources/practice/contacts.csv"_s);
    if (!list.open(QIODevice::ReadOnly)) {
        return {};
    }
    QByteArrayList found;
    const auto lines = list.readAll().split('\n');
    for (const auto& line : lines.mid(1)) {
        const auto columns = line.split(',');
        QByteArray digits;
        for (const char c : columns.value(2)) {
            if (c >= '0' && c <= '9') {
                digits += c;
            }
        }
        if (columns.value(1).size() > 4) { // Shorter ones are found in any bytes.
            found.append(columns.at(1));
        }
        if (digits.size() >= 10) {
            found.append(digits.last(10));
        }
    }
    return found;
}

/// The first file below that folder that names one of them; empty for none.
QString firstThatNames(const QByteArrayList& traces, const QString& folder)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue; // A socket.
        }
        const auto bytes = file.readAll();
        for (const auto& trace : traces) {
            if (bytes.contains(trace)) {
                return file.fileName() + u": "_s + QString::fromUtf8(trace);
            }
        }
    }
    return {};
}

} // namespace

/// What practice writes while it runs, and what it leaves.
class TestPracticeFiles : public QObject
{
    Q_OBJECT
private slots:
    void nobodyOfPracticeLiesOpenOnTheDisk()
    {
        const auto people = traces();
        QVERIFY(people.size() > 150);
        ProgramRig rig;
        CommandLine line;
        line.practice = true;
        line.seed = 5;
        rig.start(line);
        QTRY_VERIFY2_WITH_TIMEOUT(rig.window().hasShift(), qPrintable(rig.allWords()), 20000);
        QVERIFY(QDirIterator(rig.folders.practice(), QDir::Files).hasNext()); // Her own store, sealed.
        QCOMPARE(firstThatNames(people, rig.folders.data), QString());
        // The search finds what does lie there.
        QFile planted(rig.folders.practice() + u"/planted"_s);
        QVERIFY(planted.open(QIODevice::WriteOnly));
        planted.write("\x01\x02" + people.constLast() + "\x03");
        planted.close();
        QVERIFY(!firstThatNames(people, rig.folders.data).isEmpty());
        QVERIFY(planted.remove());

        rig.window().findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(rig.press(u"finishButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(rig.button(u"leavePracticeButton"_s), 10000);
        QVERIFY(rig.press(u"leavePracticeButton"_s));
        QTRY_VERIFY(rig.button(u"continueButton"_s));
        QVERIFY(!QFile::exists(rig.folders.practice()));
        QCOMPARE(firstThatNames(people, rig.folders.data), QString());
        QVERIFY(rig.nothingIsStored());
    }
};

QTEST_MAIN(TestPracticeFiles)
#include "tst_PracticeFiles.moc"
