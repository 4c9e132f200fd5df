#pragma once

#include <coroutine>
#include <exception>
#include <utility>

namespace textbank {

/// A demonstration's script: a coroutine that waits for keys to come up and for the windows to follow. Starts when it
/// is awaited or `start`ed; destroyed with its owner, wherever it stands.
class DemoTask
{
public:
    struct promise_type
    {
        std::coroutine_handle<> continuation;

        DemoTask get_return_object() { return DemoTask(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct Final
        {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept
            {
                const auto next = done.promise().continuation;
                return next ? next : std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };
        Final final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    using Handle = std::coroutine_handle<promise_type>;

    DemoTask() = default;
    DemoTask(DemoTask&& other) noexcept
        : m_handle(std::exchange(other.m_handle, {}))
    {
    }
    DemoTask& operator=(DemoTask&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    DemoTask(const DemoTask&) = delete;
    DemoTask& operator=(const DemoTask&) = delete;
    ~DemoTask()
    {
        if (m_handle) {
            m_handle.destroy();
        }
    }

    void start() { m_handle.resume(); }
    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting)
    {
        m_handle.promise().continuation = waiting;
        return m_handle;
    }
    void await_resume() const {}

private:
    explicit DemoTask(Handle handle)
        : m_handle(handle)
    {
    }
    Handle m_handle;
};

} // namespace textbank
