#include "core/audit/AuditCheck.h"
#include "tests/support/TempStore.h"
#include "ui/end/RecordSaver.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

#include <QFile>
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
};

QTEST_MAIN(tst_RecordSaver)
#include "tst_RecordSaver.moc"
