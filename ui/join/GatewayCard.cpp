#include "ui/join/GatewayCard.h"

#include "ui/join/JoinWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>
#include <cstdlib>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

enum RowOf { Address, Proof, Practice, WrongClock };

} // namespace

GatewayCard::GatewayCard(QWidget* parent)
    : Panel(Kind::Card, parent)
    , m_organisation(new Label(TextRole::Title, Tone::Plain, this))
    , m_gateway(new Label(TextRole::Body, Tone::Muted, this))
{
    setObjectName(u"gatewayCard"_s);
    m_organisation->setObjectName(u"organisation"_s);
    m_organisation->setWordWrap(true);
    m_gateway->setObjectName(u"gatewayName"_s);
    m_gateway->setWordWrap(true);
    new QVBoxLayout(this);
    layout()->addWidget(m_organisation);
    layout()->addWidget(m_gateway);
    addRow(u"online"_s, u"gatewayAddress"_s);
    addRow(u"lock"_s, u"gatewayProof"_s);
    addRow(u"info"_s, u"gatewayPractice"_s);
    addRow(u"clock"_s, u"gatewayClock"_s);
    m_rows[WrongClock].text->setTone(Tone::Warn);
    connect(&Theme::current(), &Theme::changed, this, &GatewayCard::applySizes);
    applySizes();
}

QWidget* GatewayCard::addRow(const QString& icon, const QString& name)
{
    Row row;
    row.widget = new QWidget(this);
    row.iconName = icon;
    row.icon = new QLabel(row.widget);
    row.text = new Label(TextRole::Body, Tone::Plain, row.widget);
    row.text->setObjectName(name);
    row.text->setWordWrap(true);
    auto* line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.icon, 0, Qt::AlignTop);
    line->addWidget(row.text, 1);
    layout()->addWidget(row.widget);
    m_rows << row;
    return row.widget;
}

void GatewayCard::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    layout()->setContentsMargins(pad, pad, pad, pad);
    layout()->setSpacing(theme.space(Space::S));
    for (int i = 0; i < m_rows.size(); ++i) {
        const auto color = i == WrongClock ? theme.colors().warn
                           : i == Proof    ? theme.colors().good
                                           : theme.colors().textMuted;
        const int size = theme.px(18);
        m_rows[i].icon->setPixmap(theme.icon(m_rows[i].iconName, color).pixmap(QSize(size, size), devicePixelRatioF()));
        m_rows[i].widget->layout()->setSpacing(theme.space(Space::S));
    }
}

QString GatewayCard::organisation() const { return m_organisation->text(); }

void GatewayCard::show(const GatewayInfo& info, const JoinLink& link, const std::optional<Millis>& offset)
{
    // A gateway that says nothing of itself before anybody signs in is known by its address alone.
    const auto host = link.gateway.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveScheme).mid(2);
    m_organisation->setText(info.organisation.isEmpty() ? host : info.organisation);
    m_gateway->setText(tr("Gateway: %1").arg(info.name));
    m_gateway->setVisible(!info.name.isEmpty());
    m_rows[Address].text->setText(link.gateway.toDisplayString(QUrl::RemoveUserInfo));
    m_rows[Address].widget->setVisible(!info.organisation.isEmpty());
    const bool here = link.gateway.scheme() == "http"_L1;
    if (!link.pin.isEmpty())
        m_rows[Proof].text->setText(
            tr("It is the one your join link means. Fingerprint: %1").arg(joinwords::fingerprint(link.pin)));
    else if (here)
        m_rows[Proof].text->setText(tr("It runs on this computer. Nothing goes over a network."));
    else
        m_rows[Proof].text->setText(
            tr("The connection is encrypted, and this computer trusts the gateway's certificate."));
    m_rows[Practice].widget->setVisible(info.practice);
    m_rows[Practice].text->setText(tr("A practice gateway: its people are made up."));
    const auto minutes = offset ? std::abs(std::chrono::duration_cast<std::chrono::minutes>(*offset).count()) : 0;
    m_rows[WrongClock].widget->setVisible(minutes >= 1);
    if (minutes >= 1) {
        const QString sentence =
            offset->count() > 0
                ? tr("This computer's clock is %n minute(s) behind the gateway's.", nullptr, static_cast<int>(minutes))
                : tr("This computer's clock is %n minute(s) ahead of the gateway's.", nullptr,
                     static_cast<int>(minutes));
        m_rows[WrongClock].text->setText(
            sentence + u' ' +
            tr("Nothing can be sent until it is right: switch on automatic time in the system's settings."));
    }
}

} // namespace textbank
