#include "ui/settings/ActionMap.h"
#include "ui/settings/KeyRouter.h"
#include "ui/settings/Preferences.h"
#include "ui/settings/SettingsView.h"
#include "ui/theme/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSlider>
#include <QTemporaryDir>
#include <QVBoxLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_Settings : public QObject
{
    Q_OBJECT
private slots:
    void preferencesAreKept();
    void nonsenseInTheFileIsTheDefault();
    void everyActionHasWordsAndAnIcon();
    void theDefaultsDoNotClash();
    void aKeyInUseIsRefused();
    void theTwoDesksMayShareAKey();
    void aSingleLetterNeverSends();
    void changedKeysAreKeptAndCanBeReset();
    void resettingTakesTheKeyBack();
    void lettersAreOffAsAWhole();
    void aFieldGetsItsLetters();
    void questionMarkIsHelpOnAnyLayout();
    void undoIsTheFieldsWhileItHasSomething();
    void lookChangesAtOnce();
    void theShieldIsChosenAmongThree();
    void aNewKeyIsRecorded();
    void aClashIsSaid();

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString path() { return m_folder.filePath(u"%1.ini"_s.arg(++m_files)); }
};

namespace {

QKeyEvent keyEvent(int key, const QString& text = {}, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    return {QEvent::KeyPress, key, modifiers, text};
}

} // namespace

void tst_Settings::preferencesAreKept()
{
    const QString file = path();
    {
        Preferences p(file);
        p.setTheme(ThemeChoice::HighContrast);
        p.setTextScale(1.5);
        p.setLanguage(u"es"_s);
        p.setSingleLetterKeys(false);
        p.setShield(ShieldLevel::Strong);
        p.setKeys({{u"desk.skip"_s, {QKeySequence(Qt::Key_Semicolon), QKeySequence(Qt::CTRL | Qt::Key_D)}},
                   {u"desk.tag"_s, {}}});
    }
    Preferences p(file);
    QVERIFY(p.theme() == ThemeChoice::HighContrast);
    QCOMPARE(p.textScale(), 1.5);
    QCOMPARE(p.language(), u"es"_s);
    QVERIFY(!p.singleLetterKeys());
    QVERIFY(p.shield() == ShieldLevel::Strong);
    QCOMPARE(p.keys().value(u"desk.skip"_s).size(), 2);
    QVERIFY(p.keys().contains(u"desk.tag"_s) && p.keys().value(u"desk.tag"_s).isEmpty());
}

void tst_Settings::nonsenseInTheFileIsTheDefault()
{
    const QString file = path();
    {
        QSettings raw(file, QSettings::IniFormat);
        raw.setValue(u"look/theme"_s, u"purple"_s);
        raw.setValue(u"look/textPercent"_s, 90000);
        raw.setValue(u"language"_s, u"../../etc"_s);
        raw.setValue(u"replies/shield"_s, u"none at all"_s);
        raw.setValue(u"keymap/desk.skip"_s, u"no such key"_s);
        raw.setValue(u"keymap/no.such.action"_s, u"S"_s);
    }
    Preferences p(file);
    QVERIFY(p.theme() == ThemeChoice::System);
    QCOMPARE(p.textScale(), 2.0);
    QCOMPARE(p.language(), QString());
    QVERIFY(p.shield() == ShieldLevel::Hostile);
    ActionMap map(p);
    QVERIFY(!map.action(u"no.such.action"_s));
}

void tst_Settings::everyActionHasWordsAndAnIcon()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    for (const ActionMap::Action& action : map.actions()) {
        QVERIFY2(!ActionMap::title(action.id).isEmpty(), qPrintable(action.id));
        QVERIFY2(QFile::exists(u":/icons/%1.svg"_s.arg(action.icon)), qPrintable(action.icon));
        QVERIFY(!action.defaults.isEmpty());
    }
}

void tst_Settings::theDefaultsDoNotClash()
{
    Preferences p(path());
    ActionMap map(p);
    for (const ActionMap::Action& action : map.actions()) {
        for (const QKeySequence& key : action.defaults)
            QCOMPARE(map.conflict(action.id, key), QString());
    }
}

void tst_Settings::aKeyInUseIsRefused()
{
    Preferences p(path());
    ActionMap map(p);
    QSignalSpy changed(&map, &ActionMap::changed);
    QCOMPARE(map.conflict(u"desk.skip"_s, QKeySequence(Qt::Key_W)), u"desk.wrongNumber"_s);
    QVERIFY(!map.setKeys(u"desk.skip"_s, {QKeySequence(Qt::Key_W)}));
    QVERIFY(!map.setKeys(u"desk.skip"_s, {QKeySequence(Qt::CTRL | Qt::Key_Z)})); // A global one.
    QCOMPARE(changed.count(), 0);
    QCOMPARE(map.keys(u"desk.skip"_s), QList<QKeySequence>{QKeySequence(Qt::Key_S)});
}

void tst_Settings::theTwoDesksMayShareAKey()
{
    Preferences p(path());
    ActionMap map(p);
    QVERIFY(map.setKeys(u"desk.skip"_s, {QKeySequence(Qt::Key_C)})); // C closes, but only among the replies.
    const QKeyEvent c = keyEvent(Qt::Key_C, u"c"_s);
    QCOMPARE(map.match(c, ActionScope::Desk), u"desk.skip"_s);
    QCOMPARE(map.match(c, ActionScope::Inbox), u"inbox.close"_s);
}

void tst_Settings::aSingleLetterNeverSends()
{
    Preferences p(path());
    ActionMap map(p);
    QVERIFY(!map.setKeys(u"desk.send"_s, {QKeySequence(Qt::Key_X)}));
    QVERIFY(!map.setKeys(u"desk.send"_s, {QKeySequence(Qt::Key_Space)}));
    QVERIFY(!map.setKeys(u"inbox.send"_s, {QKeySequence(Qt::SHIFT | Qt::Key_X)}));
    QVERIFY(map.setKeys(u"desk.send"_s, {QKeySequence(Qt::Key_F9)}));
}

void tst_Settings::changedKeysAreKeptAndCanBeReset()
{
    const QString file = path();
    {
        Preferences p(file);
        ActionMap map(p);
        QVERIFY(map.setKeys(u"desk.skip"_s, {QKeySequence(Qt::Key_X)}));
    }
    Preferences p(file);
    ActionMap map(p);
    QCOMPARE(map.keyText(u"desk.skip"_s), u"X"_s);
    QCOMPARE(map.match(keyEvent(Qt::Key_X, u"x"_s), ActionScope::Desk), u"desk.skip"_s);
    QCOMPARE(map.match(keyEvent(Qt::Key_S, u"s"_s), ActionScope::Desk), QString());
    map.resetAll();
    QCOMPARE(map.keyText(u"desk.skip"_s), u"S"_s);
}

void tst_Settings::resettingTakesTheKeyBack()
{
    Preferences p(path());
    ActionMap map(p);
    QVERIFY(map.setKeys(u"desk.skip"_s, {QKeySequence(Qt::Key_X)}));
    QVERIFY(map.setKeys(u"desk.tag"_s, {QKeySequence(Qt::Key_S)}));
    map.reset(u"desk.skip"_s);
    QCOMPARE(map.match(keyEvent(Qt::Key_S, u"s"_s), ActionScope::Desk), u"desk.skip"_s);
    QVERIFY(map.keys(u"desk.tag"_s).isEmpty());
}

void tst_Settings::lettersAreOffAsAWhole()
{
    Preferences p(path());
    ActionMap map(p);
    p.setSingleLetterKeys(false);
    QCOMPARE(map.match(keyEvent(Qt::Key_S, u"s"_s), ActionScope::Desk), QString());
    QCOMPARE(map.keyText(u"desk.skip"_s), QString());
    QCOMPARE(map.keyText(u"desk.edit"_s), u"F2"_s); // Its other key.
    QCOMPARE(map.match(keyEvent(Qt::Key_Return, u"\r"_s), ActionScope::Desk), u"desk.send"_s);
}

void tst_Settings::aFieldGetsItsLetters()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    QWidget root;
    auto* column = new QVBoxLayout(&root);
    auto* field = new QLineEdit(&root);
    auto* other = new QWidget(&root);
    other->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(field);
    column->addWidget(other);
    KeyRouter router(ActionScope::Desk, &root);
    QSignalSpy triggered(&router, &KeyRouter::triggered);
    root.show();
    QVERIFY(QTest::qWaitForWindowExposed(&root));
    QTest::keyClick(field, Qt::Key_S);
    QCOMPARE(field->text(), u"s"_s);
    QCOMPARE(triggered.count(), 0);
    QTest::keyClick(other, Qt::Key_S);
    QCOMPARE(triggered.count(), 1);
    QTest::keyClick(other, Qt::Key_Return); // A send is not this one's business.
    QCOMPARE(triggered.count(), 1);
    QTest::keyClick(field, Qt::Key_F2);
    QCOMPARE(triggered.count(), 2);
}

void tst_Settings::questionMarkIsHelpOnAnyLayout()
{
    Preferences p(path());
    ActionMap map(p);
    QCOMPARE(map.match(keyEvent(Qt::Key_Question, u"?"_s, Qt::ShiftModifier), ActionScope::Global), u"app.help"_s);
    QCOMPARE(map.match(keyEvent(Qt::Key_Question, u"?"_s), ActionScope::Desk), u"app.help"_s);
}

void tst_Settings::undoIsTheFieldsWhileItHasSomething()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    QWidget root;
    auto* field = new QLineEdit(&root);
    KeyRouter router(ActionScope::Global, &root);
    QSignalSpy triggered(&router, &KeyRouter::triggered);
    root.show();
    QVERIFY(QTest::qWaitForWindowExposed(&root));
    QTest::keyClicks(field, u"abc"_s);
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(triggered.count(), 0);
    QCOMPARE(field->text(), QString());
    QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(triggered.count(), 1);
}

void tst_Settings::lookChangesAtOnce()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    SettingsView view(theme, p, map);
    view.resize(900, 700);
    view.show();
    view.findChild<QRadioButton*>(u"theme2"_s)->click();
    QVERIFY(theme.choice() == ThemeChoice::Dark);
    QVERIFY(p.theme() == ThemeChoice::Dark);
    view.findChild<QSlider*>(u"textSize"_s)->setValue(160);
    QCOMPARE(theme.textScale(), 1.6);
    QCOMPARE(p.textScale(), 1.6);
    view.findChild<QCheckBox*>(u"singleLetters"_s)->click();
    QVERIFY(!map.singleLetters());
    auto* language = view.findChild<QComboBox*>(u"language"_s);
    language->setCurrentIndex(2);
    emit language->activated(2);
    QCOMPARE(p.language(), u"es"_s);
}

void tst_Settings::theShieldIsChosenAmongThree()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    SettingsView view(theme, p, map);
    QSignalSpy changed(&p, &Preferences::changed);
    const auto level = [&view](ShieldLevel of) {
        return view.findChild<QRadioButton*>(u"shield%1"_s.arg(static_cast<int>(of)));
    };
    QVERIFY(level(ShieldLevel::Hostile)->isChecked());
    for (const auto of : {ShieldLevel::Strong, ShieldLevel::Off, ShieldLevel::Hostile}) {
        QVERIFY(!level(of)->accessibleDescription().isEmpty());
        level(of)->click();
        QVERIFY(p.shield() == of);
    }
    QCOMPARE(changed.count(), 3);
}

void tst_Settings::aNewKeyIsRecorded()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    SettingsView view(theme, p, map);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.findChild<QAbstractButton*>(u"keys.desk.skip"_s)->click();
    auto* edit = view.findChild<QKeySequenceEdit*>(u"edit.desk.skip"_s);
    QVERIFY(edit->isVisibleTo(&view));
    QTest::keyClick(edit, Qt::Key_X);
    QCOMPARE(map.keyText(u"desk.skip"_s), u"X"_s);
    QVERIFY(!edit->isVisibleTo(&view));
}

void tst_Settings::aClashIsSaid()
{
    Theme theme;
    Preferences p(path());
    ActionMap map(p);
    SettingsView view(theme, p, map);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.findChild<QAbstractButton*>(u"keys.desk.skip"_s)->click();
    QTest::keyClick(view.findChild<QKeySequenceEdit*>(u"edit.desk.skip"_s), Qt::Key_W);
    QCOMPARE(map.keyText(u"desk.skip"_s), u"S"_s);
    bool said = false;
    for (const auto* label : view.findChildren<QLabel*>())
        said = said || (label->isVisibleTo(&view) && label->text().contains(u"already"_s) &&
                        label->text().contains(u"\"Wrong number\""_s));
    QVERIFY(said);
}

QTEST_MAIN(tst_Settings)
#include "tst_Settings.moc"
