#pragma once

#include "core/session/JoinLink.h"
#include "ui/widgets/Panel.h"

#include <optional>

class QCheckBox;
class QVBoxLayout;

namespace textbank {

class Button;
class FormField;

/// Asks where to join: a link, or an address; what is wrong with it stands right below.
class AddressCard : public Panel
{
    Q_OBJECT
public:
    explicit AddressCard(QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    /// Nothing when it cannot be read: it says why.
    std::optional<JoinLink> read();
    void say(const QString& sentence);
    /// Offers to say herself what stands at this address, which was not found out; until another is typed.
    void offerKind();
    void activate(); ///< The focus to the field, or on to the button when there is something in it.
    void focus();    ///< The focus to the field.
    void clear();

signals:
    void submitted();
    void edited();

private:
    void applySizes();

    QVBoxLayout* m_column;
    FormField* m_address;
    QCheckBox* m_spoke;
    Button* m_go;
};

} // namespace textbank
