#include "core/host/http/HttpTraffic.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace textbank {

std::string HttpTraffic::remoteOf(const boost::asio::ip::tcp::socket& socket)
{
    namespace ip = boost::asio::ip;
    boost::system::error_code gone;
    const auto address = socket.remote_endpoint(gone).address();
    if (gone || address.is_v4()) {
        return gone ? std::string() : address.to_string();
    }
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, six).to_string();
    }
    if (six.is_loopback()) {
        return six.to_string();
    }
    auto bytes = six.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return ip::make_address_v6(bytes).to_string() + "/64";
}

const std::string& HttpTraffic::date(const std::optional<Instant>& clock)
{
    using namespace std::chrono;
    const auto here = time_point_cast<Millis>(system_clock::now());
    if (clock) {
        m_clockAhead = *clock - here;
    }
    const auto second = floor<seconds>(here + m_clockAhead);
    if (second.time_since_epoch().count() == m_dateSecond) {
        return m_date;
    }
    m_dateSecond = second.time_since_epoch().count();
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(second);
    const year_month_day date(day);
    const hh_mm_ss time(second - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[weekday(day).c_encoding()],
                  static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    m_date = text.data();
    return m_date;
}

} // namespace textbank
