#pragma once

#include "core/session/SignIn.h"

#include <QStringList>
#include <QWidget>
#include <optional>

class QBoxLayout;
class QRadioButton;
class QVBoxLayout;

namespace textbank {

class FormField;
class Label;

/// What a gateway asks of whoever signs in: a code and a name, or an account's e-mail address and password, or all that
/// a new account needs. Says what is missing or wrong beside the field it is about.
class SignInForm : public QWidget
{
    Q_OBJECT
public:
    explicit SignInForm(QWidget* parent = nullptr);

    /// `ways` are GatewayInfo::signInWays; `invited`: by the link. What was typed before stays.
    void offer(const QStringList& ways, bool invited);
    bool offersAnything() const { return m_offered; }
    SignIn::Way way() const;
    void setCode(const QString& code);
    /// Nothing when something is missing: it says what, and takes the focus there.
    std::optional<SignIn> read();
    /// Whether the failure is about one of the fields; then it is said there, and the focus is taken.
    bool say(const TransportError& failure);
    void activate();      ///< The focus to the first field that is empty.
    void forgetSecrets(); ///< The password goes, the rest stays.
    void clear();

signals:
    void submitted();
    void edited();
    void wayChanged();

private:
    FormField* add(FormField* field, QBoxLayout* to);
    void makeAccount(QVBoxLayout* column);
    void showFields();
    void applySizes();
    QList<FormField*> shown() const;
    bool check(FormField* field, const QString& wrong);

    bool m_offered = true;
    bool m_byCode = true;
    QVBoxLayout* m_column;
    QWidget* m_choice;
    QRadioButton* m_have;
    QRadioButton* m_new;
    QBoxLayout* m_names = nullptr;
    FormField* m_code;
    FormField* m_name;
    FormField* m_firstName;
    FormField* m_lastName;
    FormField* m_email;
    FormField* m_cell;
    FormField* m_password;
    Label* m_note;
    QList<FormField*> m_fields;
};

} // namespace textbank
