#pragma once

#include "core/gateway/Gateway.h"
#include "core/session/JoinLink.h"
#include "ui/widgets/Panel.h"

class QLabel;

namespace textbank {

class Label;

/// Whom one is about to join: organisation, gateway, address, and how it is known to be the one.
class GatewayCard : public Panel
{
    Q_OBJECT
public:
    explicit GatewayCard(QWidget* parent = nullptr);
    /// `offset` is the gateway's clock minus this computer's, where it is known.
    void show(const GatewayInfo& info, const JoinLink& link, const std::optional<Millis>& offset);
    QString organisation() const;

private:
    QWidget* addRow(const QString& icon, const QString& name);
    void applySizes();

    struct Row
    {
        QWidget* widget = nullptr;
        QLabel* icon = nullptr;
        QString iconName;
        Label* text = nullptr;
    };
    Label* m_organisation;
    Label* m_gateway;
    QList<Row> m_rows;
};

} // namespace textbank
