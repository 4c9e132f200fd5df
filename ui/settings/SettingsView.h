#pragma once

#include <QWidget>
#include <memory>

namespace textbank {

class ActionMap;
class Preferences;
class Theme;

/// How the program looks and which keys it has. Everything takes effect at once and is kept; there is no "Apply".
class SettingsView : public QWidget
{
    Q_OBJECT
public:
    SettingsView(Theme& theme, Preferences& preferences, ActionMap& actions, QWidget* parent = nullptr);
    ~SettingsView() override;
    void activate();
    /// What is known about where secrets are kept: true when the computer has no keychain.
    void setMemoryOnly(bool memoryOnly, bool passphrase = false);

private:
    QWidget* lookSection();
    QWidget* shieldSection();
    QWidget* languageSection();
    QWidget* keysSection();
    QWidget* privacySection();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
