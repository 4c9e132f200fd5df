#pragma once

#include "tests/simulation/RoomImage.h"

namespace textbank::simulation {

class SimServer;

/// Everybody on a list of the room: those of its beginning, and those of lists that were imported since.
class RoomPeople
{
public:
    explicit RoomPeople(const RoomImage& image)
        : m_image(image)
    {
    }
    /// The lines of a further list: up to this many who are new.
    static QByteArray list(int upTo);
    static constexpr int kFurther = 6; ///< At most.
    /// Asks the gateway who came with a list. It has to be up; false where that failed.
    bool learn(SimServer& server);

    const RoomImage::Person* person(const PhoneNumber& number) const;
    const RoomImage::Person* person(const ContactId& id) const;
    const RoomImage::Person& at(quint32 which) const;

private:
    template<class Is>
    const RoomImage::Person* find(Is is) const;

    const RoomImage& m_image;
    QList<RoomImage::Person> m_further;
};

} // namespace textbank::simulation
