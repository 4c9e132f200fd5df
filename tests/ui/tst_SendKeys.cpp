#include "tests/support/FakeClock.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/PaintNow.h"
#include "ui/widgets/RehearsedKey.h"
#include "ui/widgets/SendKeys.h"
#include "ui/widgets/TextEditor.h"

#include <QAccessible>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QVBoxLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A screen with nothing but what sends: a text, a field beside it, the button.
struct Screen
{
    Screen()
    {
        window.setLayout(new QVBoxLayout);
        window.layout()->addWidget(&root);
        root.setLayout(new QVBoxLayout);
        for (auto* widget : std::initializer_list<QWidget*>{&text, &field, &button}) {
            root.layout()->addWidget(widget);
        }
        keys.setButton(&button);
        QObject::connect(&keys, &SendKeys::pressed, [this](const Press& press) { presses.append(press); });
        root.setFocusPolicy(Qt::StrongFocus);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) {
            qFatal("the window does not become active");
        }
        root.setFocus();
    }
    /// Long after whatever came before.
    void breathe() { clock.advance(Seconds{5}); }
    template<class Key = QKeyEvent>
    void makeUp(QEvent::Type type, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, QObject* to = nullptr)
    {
        QCoreApplication::postEvent(to ? to : QApplication::focusWidget(), new Key(type, key, modifiers, u"\r"_s));
        QCoreApplication::sendPostedEvents();
    }
    void makeUpMouse(QEvent::Type type)
    {
        const QPointF at = button.rect().center();
        QMouseEvent event(type, at, button.mapToGlobal(at), Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&button, &event);
    }

    QTemporaryDir folder;
    Preferences preferences{folder.filePath(u"preferences"_s)};
    ActionMap actions{preferences};
    Theme theme;
    FakeClock clock;
    QWidget window;
    QWidget root;
    TextEditor text;
    QLineEdit field;
    Button button{u"Send"_s, Button::Kind::Primary};
    SendKeys keys{clock, u"desk.send"_s, &root};
    QList<Press> presses;
};

} // namespace

class tst_SendKeys : public QObject
{
    Q_OBJECT
private slots:
    void aKeyThatNoWindowSystemToldOfIsNone_data();
    void aKeyThatNoWindowSystemToldOfIsNone();
    void aReleaseThatNoWindowSystemToldOfLetsGoOfNothing();
    void aRehearsedKeyIsOne();
    void aMouseThatNoWindowSystemToldOfIsNone();
    void aMouseThatWentDownBeforeThePaintIsNone();
    void aClickWithoutAMouseIsAssistive();
    void onTheButtonKeysAreKeysWhateverSends_data();
    void onTheButtonKeysAreKeysWhateverSends();
    void aKeyHeldFromAnotherScreenIsNone_data();
    void aKeyHeldFromAnotherScreenIsNone();
    void enterInAnotherFieldIsNone();
};

void tst_SendKeys::aKeyThatNoWindowSystemToldOfIsNone_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("control");
    QTest::addColumn<bool>("onButton");
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        const auto name = QKeySequence(key).toString().toLatin1();
        QTest::addRow("%s on the button", name.constData()) << static_cast<int>(key) << false << true;
        if (key != Qt::Key_Space) {
            QTest::addRow("%s", name.constData()) << static_cast<int>(key) << false << false;
            QTest::addRow("Ctrl and %s", name.constData()) << static_cast<int>(key) << true << false;
        }
    }
}

void tst_SendKeys::aKeyThatNoWindowSystemToldOfIsNone()
{
    QFETCH(int, key);
    QFETCH(bool, control);
    QFETCH(bool, onButton);
    Screen screen;
    const auto modifiers = control ? Qt::ControlModifier : Qt::NoModifier;
    if (onButton) {
        screen.button.setFocus();
    }
    for (auto* const to :
         {static_cast<QObject*>(screen.window.windowHandle()), static_cast<QObject*>(QApplication::focusWidget())}) {
        screen.breathe();
        screen.makeUp(QEvent::KeyPress, key, modifiers, to);
        screen.makeUp(QEvent::KeyRelease, key, modifiers, to);
        QCOMPARE(screen.presses.size(), 0);
    }
    screen.breathe();
    screen.makeUp(QEvent::KeyPress, key, modifiers); // It stays down for ever, and is nobody's.
    screen.breathe();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    QCOMPARE(screen.presses.size(), 1);
}

void tst_SendKeys::aReleaseThatNoWindowSystemToldOfLetsGoOfNothing()
{
    Screen screen;
    QTest::keyPress(&screen.root, Qt::Key_Return);
    QCOMPARE(screen.presses.size(), 1);
    screen.breathe();
    screen.makeUp(QEvent::KeyRelease, Qt::Key_Return);
    screen.breathe();
    QTest::keyPress(&screen.root, Qt::Key_Return); // The same finger, told of again.
    QCOMPARE(screen.presses.size(), 1);
    QTest::keyRelease(&screen.root, Qt::Key_Return);
    screen.breathe();
    QTest::keyPress(&screen.root, Qt::Key_Return);
    QCOMPARE(screen.presses.size(), 2);
}

void tst_SendKeys::aRehearsedKeyIsOne()
{
    Screen screen;
    screen.makeUp<RehearsedKey>(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, screen.window.windowHandle());
    screen.makeUp<RehearsedKey>(QEvent::KeyRelease, Qt::Key_Return, Qt::NoModifier, screen.window.windowHandle());
    QCOMPARE(screen.presses.size(), 1);
    QCOMPARE(screen.presses.first().input, InputKind::Key);
    screen.breathe();
    screen.makeUp<RehearsedKey>(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, screen.window.windowHandle());
    QCOMPARE(screen.presses.size(), 2);
    screen.breathe();
    screen.makeUp<RehearsedKey>(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, screen.window.windowHandle());
    QCOMPARE(screen.presses.size(), 2); // It did not come up.
}

void tst_SendKeys::aMouseThatNoWindowSystemToldOfIsNone()
{
    Screen screen;
    for (const auto down : {QEvent::MouseButtonPress, QEvent::MouseButtonDblClick}) {
        screen.breathe();
        screen.makeUpMouse(down);
        screen.makeUpMouse(QEvent::MouseButtonRelease);
        QCOMPARE(screen.presses.size(), 0);
    }
    screen.breathe();
    QTest::mouseClick(&screen.button, Qt::LeftButton);
    QCOMPARE(screen.presses.size(), 1);
    QCOMPARE(screen.presses.first().input, InputKind::Click);
}

void tst_SendKeys::aMouseThatWentDownBeforeThePaintIsNone()
{
    Screen screen;
    ContactId there{u"one"_s};
    screen.keys.setShown([&there] { return SendKeys::Shown{there, u"text"_s}; });
    paintNow(&screen.root);
    there = ContactId{u"another"_s};
    QTest::mousePress(&screen.button, Qt::LeftButton);
    paintNow(&screen.root);
    screen.breathe();
    QTest::mouseRelease(&screen.button, Qt::LeftButton);
    QCOMPARE(screen.presses.size(), 0);
    screen.breathe();
    QTest::mouseClick(&screen.button, Qt::LeftButton);
    QCOMPARE(screen.presses.size(), 1);
}

void tst_SendKeys::aClickWithoutAMouseIsAssistive()
{
    Screen screen;
    auto* const face = QAccessible::queryAccessibleInterface(&screen.button);
    QVERIFY(face && face->actionInterface());
    face->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_COMPARE(screen.presses.size(), 1);
    QCOMPARE(screen.presses.first().input, InputKind::Assistive);
}

void tst_SendKeys::onTheButtonKeysAreKeysWhateverSends_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("space") << static_cast<int>(Qt::Key_Space);
    QTest::newRow("return") << static_cast<int>(Qt::Key_Return);
    QTest::newRow("enter") << static_cast<int>(Qt::Key_Enter);
}

void tst_SendKeys::onTheButtonKeysAreKeysWhateverSends()
{
    QFETCH(int, key);
    Screen screen;
    screen.actions.setKeys(u"desk.send"_s, {QKeySequence(Qt::Key_F9)});
    screen.button.setFocus();
    QTest::keyPress(&screen.button, Qt::Key(key));
    QCOMPARE(screen.presses.size(), 1);
    QCOMPARE(screen.presses.first().input, InputKind::Key);
    screen.breathe();
    QTest::keyPress(&screen.button, Qt::Key(key)); // It did not come up.
    QCOMPARE(screen.presses.size(), 1);
}

void tst_SendKeys::aKeyHeldFromAnotherScreenIsNone_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("the usual one") << static_cast<int>(Qt::Key_Return);
    QTest::newRow("one's own") << static_cast<int>(Qt::Key_F9);
    QTest::newRow("the button's") << static_cast<int>(Qt::Key_Space);
}

void tst_SendKeys::aKeyHeldFromAnotherScreenIsNone()
{
    QFETCH(int, key);
    Screen screen;
    screen.actions.setKeys(u"desk.send"_s, {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_F9)});
    auto* const window = screen.window.windowHandle();
    screen.root.hide(); // Another stands there and takes the key.
    QTest::keyPress(window, Qt::Key(key));
    screen.root.show();
    screen.button.setFocus();
    screen.breathe();
    QTest::keyPress(window, Qt::Key(key)); // Told of again.
    QCOMPARE(screen.presses.size(), 0);
    QTest::keyRelease(window, Qt::Key(key));
    screen.breathe();
    QTest::keyClick(window, Qt::Key(key));
    QCOMPARE(screen.presses.size(), 1);
}

void tst_SendKeys::enterInAnotherFieldIsNone()
{
    Screen screen;
    QSignalSpy entered(&screen.field, &QLineEdit::returnPressed);
    screen.field.setFocus();
    QTest::keyClick(&screen.field, Qt::Key_Return);
    QCOMPARE(screen.presses.size(), 0);
    QCOMPARE(entered.size(), 1);
    screen.breathe();
    QTest::keyClick(&screen.field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(screen.presses.size(), 0);
    QCOMPARE(entered.size(), 2);
}

QTEST_MAIN(tst_SendKeys)
#include "tst_SendKeys.moc"
