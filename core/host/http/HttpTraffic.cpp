#include "core/host/http/HttpTraffic.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace textbank {

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
