#include "ui/settings/SettingsView.h"

#include "ui/settings/ActionMap.h"
#include "ui/settings/KeyEditor.h"
#include "ui/settings/Preferences.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QAbstractItemView>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QSlider>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class SettingsView::Private
{
public:
    Private(Theme& t, Preferences& p, ActionMap& a)
        : theme(t)
        , preferences(p)
        , actions(a)
    {
    }

    Theme& theme;
    Preferences& preferences;
    ActionMap& actions;
    QButtonGroup* themes = nullptr;
    Label* secrets = nullptr;
};

namespace {

/// Its popup shows all entries: Qt reckons without the padding of the list.
class WholeComboBox : public QComboBox
{
public:
    using QComboBox::QComboBox;
    void showPopup() override
    {
        const int row = view()->sizeHintForRow(0);
        const int frame = 2 * (Theme::current().space(Space::Xs) + view()->frameWidth() + 2);
        view()->setMinimumHeight(count() * row + frame);
        QComboBox::showPopup();
    }
};

/// A card with a heading; the content goes below.
QVBoxLayout* section(const QString& title, Panel*& panel)
{
    panel = new Panel(Panel::Kind::Card);
    auto* column = new QVBoxLayout(panel);
    const Theme& theme = Theme::current();
    const int pad = theme.space(Space::L);
    column->setContentsMargins(pad, pad, pad, pad);
    column->setSpacing(theme.space(Space::M));
    column->addWidget(new Label(title, TextRole::Heading, Tone::Plain, panel));
    panel->setAccessibleName(title);
    return column;
}

} // namespace

SettingsView::SettingsView(Theme& theme, Preferences& preferences, ActionMap& actions, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(theme, preferences, actions))
{
    setObjectName(u"settingsView"_s);
    setAccessibleName(tr("Settings"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* pane = new ScrollPane(this);
    pane->setObjectName(u"settingsScroll"_s);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    const int pad = theme.space(Space::Xl);
    column->setContentsMargins(pad, pad, pad, pad);
    column->setSpacing(theme.space(Space::L));
    column->addWidget(new Label(tr("Settings"), TextRole::Title, Tone::Plain, content));
    column->addWidget(lookSection());
    column->addWidget(shieldSection());
    column->addWidget(languageSection());
    column->addWidget(keysSection());
    column->addWidget(privacySection());
    column->addStretch(1);
    pane->setContent(content, 720);
    outer->addWidget(pane);
}

SettingsView::~SettingsView() = default;

void SettingsView::activate()
{
    if (auto* chosen = d->themes->checkedButton())
        chosen->setFocus(Qt::OtherFocusReason);
}

void SettingsView::setMemoryOnly(bool memoryOnly, bool passphrase)
{
    d->secrets->setText(
        memoryOnly ? tr("This computer has no keychain, so the key to your work is kept in memory only: when Textbank "
                        "closes, what has not gone up is gone. Finish your shift before you close it.")
        : passphrase
            ? tr("What is stored here is sealed with the passphrase that you chose. Nobody can open it without.")
            : tr("The key to what is stored here lies in this computer's keychain."));
    d->secrets->setTone(memoryOnly ? Tone::Warn : Tone::Plain);
}

QWidget* SettingsView::lookSection()
{
    Panel* panel = nullptr;
    QVBoxLayout* column = section(tr("Look"), panel);
    auto* themes = new QButtonGroup(panel);
    d->themes = themes;
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("Like the system")},
                                                       {ThemeChoice::Light, tr("Light")},
                                                       {ThemeChoice::Dark, tr("Dark")},
                                                       {ThemeChoice::HighContrast, tr("High contrast")}};
    for (const auto& [choice, text] : choices) {
        auto* radio = new QRadioButton(text, panel);
        radio->setObjectName(u"theme%1"_s.arg(static_cast<int>(choice)));
        radio->setChecked(d->preferences.theme() == choice);
        themes->addButton(radio, static_cast<int>(choice));
        column->addWidget(radio, 0, Qt::AlignLeft);
    }
    connect(themes, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (!on)
            return;
        d->preferences.setTheme(static_cast<ThemeChoice>(id));
        d->preferences.applyTo(d->theme);
    });

    auto* label = new Label(tr("Text size"), TextRole::Body, Tone::Plain, panel);
    auto* percent = new Label(TextRole::Body, Tone::Muted, panel);
    auto* slider = new QSlider(Qt::Horizontal, panel);
    slider->setObjectName(u"textSize"_s);
    slider->setAccessibleName(tr("Text size in percent"));
    label->setBuddy(slider);
    slider->setRange(100, 200);
    slider->setSingleStep(10);
    slider->setPageStep(25);
    slider->setValue(qRound(d->preferences.textScale() * 100));
    percent->setText(u"%1 %"_s.arg(slider->value()));
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(slider, 1);
    row->addWidget(percent);
    column->addLayout(row);
    // While the handle is held only the preview grows: laying out the whole window anew under the pointer would make it
    // run away.
    auto* preview = new Label(tr("This is how large the words are."), TextRole::Body, Tone::Plain, panel);
    preview->setObjectName(u"textSizePreview"_s);
    preview->setWordWrap(true);
    column->addWidget(preview);
    const auto commit = [this, slider] {
        d->preferences.setTextScale(slider->value() / 100.0);
        d->preferences.applyTo(d->theme);
    };
    connect(slider, &QSlider::valueChanged, this, [this, percent, preview, slider, commit](int value) {
        percent->setText(u"%1 %"_s.arg(value));
        if (!slider->isSliderDown()) {
            commit();
            return;
        }
        QFont font = d->theme.font(TextRole::Body);
        font.setPixelSize(qRound(14 * value / 100.0));
        preview->setFont(font);
    });
    connect(slider, &QSlider::sliderReleased, this, commit);
    return panel;
}

QWidget* SettingsView::shieldSection()
{
    Panel* panel = nullptr;
    QVBoxLayout* column = section(tr("Hostile replies"), panel);
    auto* hint = new Label(tr("What may hurt stays covered until you ask to see it. Opt out, wrong number and hand to "
                              "staff work without reading it."),
                           TextRole::Small, Tone::Muted, panel);
    hint->setWordWrap(true);
    column->addWidget(hint);
    const struct
    {
        ShieldLevel level;
        QString text;
        QString explained;
    } choices[] = {
        {ShieldLevel::Off, tr("Cover nothing"), tr("Every reply is shown as it was written.")},
        {ShieldLevel::Hostile, tr("Cover abuse and threats"), tr("Rude words that are not meant for you are shown.")},
        {ShieldLevel::Strong, tr("Cover strong language too"),
         tr("Also anything in foul words, such as an angry request to stop.")}};
    auto* levels = new QButtonGroup(panel);
    for (const auto& choice : choices) {
        auto* radio = new QRadioButton(choice.text, panel);
        radio->setObjectName(u"shield%1"_s.arg(static_cast<int>(choice.level)));
        radio->setAccessibleDescription(choice.explained);
        radio->setChecked(d->preferences.shield() == choice.level);
        levels->addButton(radio, static_cast<int>(choice.level));
        auto* explained = new Label(choice.explained, TextRole::Small, Tone::Muted, panel);
        explained->setWordWrap(true);
        const auto below = [explained] { explained->setContentsMargins(Theme::current().px(18) + 14, 0, 0, 0); };
        connect(&d->theme, &Theme::changed, explained, below);
        below(); // Under the words of its choice, not under the circle.
        auto* row = new QVBoxLayout;
        row->setSpacing(d->theme.space(Space::Xs) / 2);
        row->addWidget(radio, 0, Qt::AlignLeft);
        row->addWidget(explained);
        column->addLayout(row);
    }
    connect(levels, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            d->preferences.setShield(static_cast<ShieldLevel>(id));
    });
    return panel;
}

QWidget* SettingsView::languageSection()
{
    Panel* panel = nullptr;
    QVBoxLayout* column = section(tr("Language"), panel);
    auto* box = new WholeComboBox(panel);
    box->setObjectName(u"language"_s);
    box->setAccessibleName(tr("Language of the program"));
    box->addItem(tr("Like the system"), QString());
    box->addItem(u"English"_s, u"en"_s);
    box->addItem(u"Español"_s, u"es"_s);
    box->setCurrentIndex(std::max(0, box->findData(d->preferences.language())));
    auto* hint =
        new Label(tr("Textbank speaks it from the next start on. The language of your messages is the campaign's."),
                  TextRole::Small, Tone::Muted, panel);
    hint->setWordWrap(true);
    connect(box, &QComboBox::activated, this,
            [this, box] { d->preferences.setLanguage(box->currentData().toString()); });
    column->addWidget(box, 0, Qt::AlignLeft);
    column->addWidget(hint);
    return panel;
}

QWidget* SettingsView::keysSection()
{
    Panel* panel = nullptr;
    QVBoxLayout* column = section(tr("Keys"), panel);
    auto* letters = new QCheckBox(tr("Single letters act (S skips, E edits ...)"), panel);
    letters->setObjectName(u"singleLetters"_s);
    letters->setChecked(d->preferences.singleLetterKeys());
    connect(letters, &QCheckBox::toggled, this, [this](bool on) { d->preferences.setSingleLetterKeys(on); });
    column->addWidget(letters, 0, Qt::AlignLeft);
    auto* hint = new Label(tr("They never send, and never act while you type in a field. Choose a key to change it, "
                              "then press the new one."),
                           TextRole::Small, Tone::Muted, panel);
    hint->setWordWrap(true);
    column->addWidget(hint);
    const std::pair<ActionScope, QString> groups[] = {{ActionScope::Desk, tr("First messages")},
                                                      {ActionScope::Inbox, tr("Replies")},
                                                      {ActionScope::Editor, tr("Saved replies")},
                                                      {ActionScope::Global, tr("Everywhere")}};
    for (const auto& [scope, title] : groups) {
        auto* heading = new Label(title, TextRole::Small, Tone::Muted, panel);
        heading->setContentsMargins(0, d->theme.space(Space::S), 0, 0);
        column->addWidget(heading);
        for (const ActionMap::Action& action : d->actions.actions()) {
            if (action.scope == scope)
                column->addWidget(new KeyEditor(d->actions, action.id, panel));
        }
    }
    auto* all = new Button(tr("All keys as they came"), Button::Kind::Secondary, panel);
    all->setObjectName(u"resetKeys"_s);
    connect(all, &QPushButton::clicked, this, [this] { d->actions.resetAll(); });
    column->addWidget(all, 0, Qt::AlignLeft);
    return panel;
}

QWidget* SettingsView::privacySection()
{
    Panel* panel = nullptr;
    QVBoxLayout* column = section(tr("What stays on this computer"), panel);
    auto* text = new Label(tr("Names, numbers and texts are stored encrypted, and are wiped when you finish your "
                              "shift. These settings hold no "
                              "contact and no campaign. Logs hold ids and counts only. Nothing is sent anywhere but to "
                              "your campaign's gateway."),
                           TextRole::Body, Tone::Plain, panel);
    text->setWordWrap(true);
    column->addWidget(text);
    d->secrets = new Label(TextRole::Body, Tone::Plain, panel);
    d->secrets->setWordWrap(true);
    column->addWidget(d->secrets);
    setMemoryOnly(false);
    return panel;
}

} // namespace textbank
