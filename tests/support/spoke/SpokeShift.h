#pragma once

#include "tests/support/spoke/SpokeRig.h"
#include "tests/support/spoke/SpokeStub.h"
#include "tests/support/spoke/SpokeStubScene.h"

namespace textbank {

/// A Spoke server of the tests' own and a client that is signed in to it, on one clock.
class SpokeShift
{
public:
    enum class Kind { Fixed, Dynamic };
    explicit SpokeShift(int contacts, Kind kind = Kind::Fixed, int speed = 1,
                        SpokeGateway::Limits limits = SpokeRig::quick(), quint64 seed = 1)
        : stub([this] { return (rig ? rig->store.clock().now() : FakeClock::standardStart()) + serverAhead; })
        , scene(kind == Kind::Fixed ? spokescene::typical(stub.state, contacts)
                                    : spokescene::dynamic(stub.state, contacts))
    {
        rig = std::make_unique<SpokeRig>(SpokeRig::Options{stub.url(), limits, std::nullopt, seed, speed});
    }
    ~SpokeShift() { rig.reset(); }
    SpokeShift(const SpokeShift&) = delete;
    SpokeShift& operator=(const SpokeShift&) = delete;
    bool signIn() { return rig->signIn(QStringLiteral("tara@example.org"), spokescene::kPassword).has_value(); }
    /// Signed in, the script known, and so many contacts on the desk.
    bool begin(int contacts)
    {
        return signIn() && rig->until([this, contacts] {
            return !rig->store->campaigns().isEmpty() && rig->store->contactOrder().size() >= contacts;
        });
    }
    ContactId contact(int index) const { return ContactId{QString::number(scene.contacts.at(index))}; }
    const ContactRecord& record(int index) const { return *rig->store->contact(contact(index)); }
    QStringList textsTo(int index) const { return stub.state.textsTo(scene.contacts.at(index)); }
    SpokeContact& there(int index) { return stub.state.contacts[scene.contacts.at(index)]; }
    /// The state of that command's row.
    std::optional<OutboxState> state(const CommandId& id) const
    {
        const auto row = rig->store->outboxRow(id);
        return row && *row ? std::optional((*row)->state) : std::nullopt;
    }
    Problem problem(const CommandId& id) const
    {
        const auto row = rig->store->outboxRow(id);
        return row && *row ? (*row)->problem : Problem();
    }
    bool becomes(const CommandId& id, OutboxState wanted)
    {
        return rig->until([this, id, wanted] { return state(id) == wanted; });
    }

    Millis serverAhead{0};         ///< Of the client's clock.
    std::unique_ptr<SpokeRig> rig; ///< The server's clock is its clock, so it is there before it and gone after it.
    SpokeStub stub;
    spokescene::Scene scene;
};

} // namespace textbank
