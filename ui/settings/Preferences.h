#pragma once

#include "core/reading/ReplyShield.h"
#include "ui/theme/Theme.h"

#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QSettings>

namespace textbank {

/// How this person likes the program: an INI file at `path`. Holds nothing about a campaign or a contact.
class Preferences : public QObject
{
    Q_OBJECT
public:
    explicit Preferences(const QString& path, QObject* parent = nullptr);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    double textScale() const; ///< 1.0 to 2.0
    void setTextScale(double scale);
    QString language() const; ///< "" for the system's, "en", "es". Takes effect at the next start.
    void setLanguage(const QString& language);
    ShieldLevel shield() const; ///< Which replies are covered until asked for.
    void setShield(ShieldLevel level);
    bool singleLetterKeys() const;
    void setSingleLetterKeys(bool on);
    /// Keys that differ from the default, by action id; an empty list means the action has no key.
    QMap<QString, QList<QKeySequence>> keys() const;
    void setKeys(const QMap<QString, QList<QKeySequence>>& keys);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

    /// Puts theme and text size in force.
    void applyTo(Theme& theme) const;

signals:
    void changed();

private:
    QSettings m_settings;
};

} // namespace textbank
