#include "tests/simulation/RoomPeople.h"

#include "tests/simulation/SimServer.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::simulation {

QByteArray RoomPeople::list(int upTo)
{
    // With one who is known already and one whose number nobody can have.
    return RoomImage::list(1, 0) + RoomImage::list(upTo, RoomImage::kPeople, false) + "Nobody,There,12,OH,43215,,\n";
}

bool RoomPeople::learn(SimServer& server)
{
    QList<RoomImage::Person> further;
    const auto read = server.read(u"SELECT id, number, state FROM contacts ORDER BY ordinal"_s, {},
                                  [&](const QSqlQuery& row) { further.append(RoomImage::personOf(row)); });
    if (read) {
        further.remove(0, std::min(further.size(), m_image.people.size()));
        m_further = further;
    }
    return read;
}

template<class Is>
const RoomImage::Person* RoomPeople::find(Is is) const
{
    for (const auto* each : {&m_image.people, &m_further}) {
        const auto found = std::find_if(each->cbegin(), each->cend(), is);
        if (found != each->cend()) {
            return &*found;
        }
    }
    return nullptr;
}

const RoomImage::Person* RoomPeople::person(const PhoneNumber& number) const
{
    return find([&](const auto& one) { return one.phone == number; });
}

const RoomImage::Person* RoomPeople::person(const ContactId& id) const
{
    return find([&](const auto& one) { return one.id == id; });
}

const RoomImage::Person& RoomPeople::at(quint32 which) const
{
    const auto index = static_cast<qsizetype>(which % static_cast<quint32>(m_image.people.size() + m_further.size()));
    return index < m_image.people.size() ? m_image.people.at(index) : m_further.at(index - m_image.people.size());
}

} // namespace textbank::simulation
