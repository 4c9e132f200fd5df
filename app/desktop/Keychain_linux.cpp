#include "app/desktop/Keychain.h"

#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::StringLiterals;

// The Secret Service (org.freedesktop.secrets). A locked collection answers "no such entry", so its Locked property is
// asked first, and never with a blocking call: an activation or a dialog can take as long as a person does.
namespace textbank {
namespace {

constexpr int kCallMs = 4000;

QString service() { return u"org.freedesktop.secrets"_s; }
QString defaultCollection() { return u"/org/freedesktop/secrets/aliases/default"_s; }

void call(QObject* context, const QDBusMessage& message, const std::function<void(const QDBusMessage&)>& then)
{
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, kCallMs), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, then] {
        watcher->deleteLater();
        then(watcher->reply());
    });
}

} // namespace

void askKeyringState(QObject* context, std::function<void(KeyringState)> answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        answer(KeyringState::Missing);
        return;
    }
    auto question =
        QDBusMessage::createMethodCall(service(), defaultCollection(), u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question.setArguments({u"org.freedesktop.Secret.Collection"_s, u"Locked"_s});
    call(context, question, [answer = std::move(answer)](const QDBusMessage& reply) {
        if (reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty()) {
            const auto locked = reply.arguments().constFirst().value<QDBusVariant>().variant().toBool();
            answer(locked ? KeyringState::Locked : KeyringState::Unlocked);
            return;
        }
        const auto name = reply.errorName();
        const auto nobody = name == u"org.freedesktop.DBus.Error.ServiceUnknown" ||
                            name.startsWith(u"org.freedesktop.DBus.Error.Spawn");
        answer(nobody ? KeyringState::Missing : KeyringState::Unknown);
    });
}

void requestKeyringUnlock(QObject* context)
{
    askKeyringState(context, [context](KeyringState state) {
        if (state != KeyringState::Locked) {
            return;
        }
        auto unlock = QDBusMessage::createMethodCall(service(), u"/org/freedesktop/secrets"_s,
                                                     u"org.freedesktop.Secret.Service"_s, u"Unlock"_s);
        unlock.setArguments({QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(defaultCollection())})});
        call(context, unlock, [context](const QDBusMessage& reply) {
            const auto arguments = reply.arguments();
            if (reply.type() != QDBusMessage::ReplyMessage || arguments.size() < 2) {
                return;
            }
            const auto prompt = arguments.at(1).value<QDBusObjectPath>().path();
            if (prompt.size() > 1) {
                auto ask =
                    QDBusMessage::createMethodCall(service(), prompt, u"org.freedesktop.Secret.Prompt"_s, u"Prompt"_s);
                ask.setArguments({QString()});
                call(context, ask, [](const QDBusMessage&) {});
            }
        });
    });
}

} // namespace textbank

#endif
