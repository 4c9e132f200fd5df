#include "core/model/Approval.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>
#include <type_traits>

using namespace Qt::StringLiterals;
using namespace textbank;

static_assert(!std::is_default_constructible_v<Approval>);
static_assert(!std::is_constructible_v<Approval, Command, PhoneNumber, QStringList, Instant>);

/// Holds over the sources that one place alone can make an approval and that two desks alone ask for one.
class tst_OneApprover : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void oneFriendMakesApprovals();
    void oneStatementConstructsAnApproval();
    void theStoreIsHandedApprovalsByTheApproverAlone();
    void onlyTheTwoDesksAskTheApprover();
    void noDeskApprovesInALoop();

private:
    QStringList placesOf(const QString& pattern) const;
    QMap<QString, QString> m_sources; ///< Path to text without comments.
};

void tst_OneApprover::initTestCase()
{
    const QString root = QStringLiteral(TEXTBANK_SOURCE_DIR);
    static const QRegularExpression lineComments(u"//[^\\n]*"_s);
    static const QRegularExpression blockComments(u"/\\*.*?\\*/"_s, QRegularExpression::DotMatchesEverythingOption);
    for (const QString& room : {u"core"_s, u"ui"_s, u"app"_s}) {
        QDirIterator files(root + u'/' + room, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll()).remove(blockComments).remove(lineComments);
            m_sources.insert(QDir(root).relativeFilePath(file.fileName()), text);
        }
    }
    QVERIFY(m_sources.size() > 50);
}

QStringList tst_OneApprover::placesOf(const QString& pattern) const
{
    const QRegularExpression expression(pattern);
    QStringList places;
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
        for (auto found = expression.globalMatch(source.value()); found.hasNext(); found.next())
            places.append(source.key());
    }
    return places;
}

void tst_OneApprover::oneFriendMakesApprovals()
{
    const QString header = m_sources.value(u"core/model/Approval.h"_s);
    QCOMPARE(header.count(u"friend"_s), 1);
    QVERIFY(header.contains(u"friend class Approver;"_s));
    QCOMPARE(placesOf(u"\\bclass\\s+Approver\\s*(final\\s*)?(:|\\{)"_s), QStringList{u"core/review/Approver.h"_s});
    QVERIFY(!m_sources.value(u"core/review/Approver.h"_s).contains(u"friend"_s));
}

void tst_OneApprover::oneStatementConstructsAnApproval()
{
    QStringList places = placesOf(u"\\bApproval\\b>?\\s*(\\w+\\s*)?[({]"_s);
    QVERIFY(places.removeAll(u"core/model/Approval.h"_s) > 0); // Its own class and constructor.
    QCOMPARE(places, QStringList{u"core/review/Approver.cpp"_s});
}

void tst_OneApprover::theStoreIsHandedApprovalsByTheApproverAlone()
{
    QCOMPARE(placesOf(u"\\b(m_)?[sS]tore\\s*(\\(\\))?(\\.|->)\\s*approve\\s*\\("_s),
             QStringList{u"core/review/Approver.cpp"_s});
}

void tst_OneApprover::onlyTheTwoDesksAskTheApprover()
{
    const QStringList desks{u"core/review/InboxSession.cpp"_s, u"core/review/ReviewSession.cpp"_s};
    QCOMPARE(placesOf(u"\\b(m_)?approver\\s*(\\(\\))?(\\.|->)\\s*approve\\s*\\("_s), desks);
}

void tst_OneApprover::noDeskApprovesInALoop()
{
    static const QRegularExpression loops(u"\\b(for|while|do)\\b\\s*[({]"_s);
    for (const QString& path : {u"core/review/Approver.cpp"_s, u"core/review/ReviewSession.cpp"_s}) {
        const QString text = m_sources.value(path);
        const auto begin = text.indexOf(u"::approve("_s);
        QVERIFY(begin >= 0);
        const auto end = text.indexOf(u"\n}\n"_s, begin);
        QVERIFY2(!loops.match(text.mid(begin, end - begin)).hasMatch(), qPrintable(path));
    }
}

QTEST_GUILESS_MAIN(tst_OneApprover)
#include "tst_OneApprover.moc"
