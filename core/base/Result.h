#pragma once

#include "core/base/Error.h"

#include <QtGlobal>
#include <utility>
#include <variant>

namespace textbank {

/// Wraps an error so that it converts to any Result: `return Unexpected{Error{...}};`
template<class E = Error>
struct Unexpected
{
    E error;
};
template<class E>
Unexpected(E) -> Unexpected<E>;

/// A value or an error, with the member names of std::expected (which g++ 12 lacks).
template<class T, class E = Error>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    template<class G>
    Result(Unexpected<G> unexpected)
        : m_state(std::in_place_index<1>, std::move(unexpected.error))
    {
    }

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    T& value() &
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const&
    {
        Q_ASSERT(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& value() &&
    {
        Q_ASSERT(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const E& error() const
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_state);
    }
    T value_or(T other) const { return has_value() ? value() : std::move(other); }

private:
    std::variant<T, E> m_state;
};

template<class E>
class [[nodiscard]] Result<void, E>
{
public:
    Result() = default;
    template<class G>
    Result(Unexpected<G> unexpected)
        : m_error(std::in_place_index<1>, std::move(unexpected.error))
    {
    }
    bool has_value() const { return m_error.index() == 0; }
    explicit operator bool() const { return has_value(); }
    void value() const { Q_ASSERT(has_value()); }
    const E& error() const
    {
        Q_ASSERT(!has_value());
        return *std::get_if<1>(&m_error);
    }

private:
    std::variant<std::monostate, E> m_error;
};

inline Unexpected<Error> fail(ErrorCode code, QString detail = {}) { return {Error{code, std::move(detail)}}; }

} // namespace textbank
