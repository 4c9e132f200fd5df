#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/template/TemplateEditor.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// The template editor over a batch of ten thousand: how long a key takes that falls into the counting of branches, and
/// how long it takes from the last key until all are counted.
int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"p.ini"_s));
    const ActionMap actions(preferences);
    const Theme theme;
    QMap<ContactId, Contact> people;
    TemplateTrial::Batch batch;
    for (int i = 0; i < 10'000; ++i) {
        const auto contact = build::contact(i);
        people.insert(contact.id, contact);
        batch.order.append(contact.id);
    }
    batch.find = [&](const ContactId& id) { return &people[id]; };
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* editor = new TemplateEditor(u"Robin Hale"_s, &window);
    column->addWidget(editor);
    window.resize(760, 900);
    editor->setBatch(batch);
    window.show();
    window.activateWindow();
    mustHold(QTest::qWaitForWindowActive(&window), "no window");
    editor->setFocus();
    const auto isDone = [&] { return !editor->isPausing() && editor->trial().isCounted(); };
    const auto typed = u"see you at {PollingPlace|the hall} on Tuesday, {if Nick}hi{end}"_s;
    std::vector<double> keys;
    std::vector<double> counted;
    for (int run = 0; run < 11; ++run) {
        editor->setText(u"Hi {firstName|there}, {if state = \"TX\"}{PollingPlace}{elif city = \"Denver\"}x{else}"
                        "{if Precinct}{Precinct}{end}{end} "_s);
        mustHold(QTest::qWaitFor(isDone, 20'000), "not counted");
        for (const auto c : typed) {
            keys.push_back(timed([&] { QTest::keyClick(QApplication::focusWidget(), c.toLatin1()); }));
            QTest::qWait(keys.size() % 8 == 0 ? 280 : 1); // Past the pause: the next key falls into the counting.
        }
        counted.push_back(timed([&] { mustHold(QTest::qWaitFor(isDone, 20'000), "not counted"); }));
    }
    std::printf(
        "10,000 contacts: a key %.2f ms median, %.2f ms p99, %.2f ms at most, of %zu; counted %.0f ms median after the "
        "last key, of %zu runs\n",
        quantile(keys, 0.5), quantile(keys, 0.99), quantile(keys, 1), keys.size(), quantile(counted, 0.5),
        counted.size());
    return 0;
}
