#include "core/audit/AuditCheck.h"
#include "tests/support/TempStore.h"
#include "ui/end/RecordSaver.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_RecordSaver : public QObject
{
    Q_OBJECT

private slots:
    void theRecordIsSavedAsAFileThatAnybodyCanCheck()
    {
        Theme theme;
        TempStore temp;
        temp.fill(3);
        RecordSaver saver(temp.store());
        const auto path = temp.folder() + u"/record.jsonl"_s;
        saver.saveTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(checkAudit(file.readAll()).isSound());
        QVERIFY(!saver.findChild<Label*>(u"recordSaved"_s)->isHidden());
    }

    void theButtonAsksWhereAndSavesThere()
    {
        Theme theme;
        TempStore temp;
        temp.fill(3);
        RecordSaver saver(temp.store());
        auto* dialog = ask(saver);
        QVERIFY(dialog);
        QCOMPARE(QFileInfo(dialog->selectedFiles().constFirst()).fileName(), u"textbank-record.jsonl"_s);
        auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
        QVERIFY(name);
        name->clear();
        QTest::keyClicks(name, temp.folder() + u"/mine"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(!saver.findChild<Label*>(u"recordSaved"_s)->isHidden());
        QFile file(temp.folder() + u"/mine.jsonl"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(checkAudit(file.readAll()).isSound());
        QTRY_VERIFY(!saver.findChild<QFileDialog*>());
    }

    void whoThinksBetterOfItSavesNothing()
    {
        Theme theme;
        TempStore temp;
        temp.fill(3);
        RecordSaver saver(temp.store());
        auto* dialog = ask(saver);
        QVERIFY(dialog);
        dialog->setDirectory(temp.folder());
        const auto before = QDir(temp.folder()).entryList(QDir::Files);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!saver.findChild<QFileDialog*>());
        QCOMPARE(QDir(temp.folder()).entryList(QDir::Files), before);
        QVERIFY(saver.findChild<Label*>(u"recordSaved"_s)->isHidden());
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        Theme theme;
        TempStore temp;
        RecordSaver saver(temp.store());
        saver.saveTo(temp.folder() + u"/no such folder/record.jsonl"_s);
        const auto* told = saver.findChild<Label*>(u"recordSaved"_s);
        QVERIFY(!told->isHidden());
        QVERIFY(told->text().contains(u"could not"_s));
    }

private:
    /// Presses the button; Qt's own dialog, since the system's cannot be pressed by a test.
    static QFileDialog* ask(RecordSaver& saver)
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        saver.show();
        saver.findChild<Button*>(u"saveRecordButton"_s)->click();
        auto* dialog = saver.findChild<QFileDialog*>();
        return dialog != nullptr && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
};

QTEST_MAIN(tst_RecordSaver)
#include "tst_RecordSaver.moc"
