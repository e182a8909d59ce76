// A way to a server of this machine that counts what goes through: connections, and pieces that a client has sent.

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace omni::tests {

/// Listens on a free port of the loopback from its making to its end. Threads of its own: a test may sleep meanwhile.
class CountingWay
{
public:
    explicit CountingWay(std::uint16_t server)
        : m_server(server)
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = placeOf(0);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(m_listener, 16) == 0
            && ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
            m_port = ntohs(address.sin_port);
        }
        m_thread = std::thread([this] { listen(); });
    }
    ~CountingWay()
    {
        m_ends = true;
        m_thread.join();
        for (auto& each : m_pumps) {
            each.join();
        }
        ::close(m_listener);
    }
    CountingWay(const CountingWay&) = delete;
    CountingWay& operator=(const CountingWay&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept ///< 0: it could not listen.
    {
        return m_port;
    }
    /// Never less than the requests that a client has begun.
    [[nodiscard]] int asked() const noexcept
    {
        return m_asked;
    }

private:
    static sockaddr_in placeOf(std::uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }
    void listen()
    {
        while (!m_ends) {
            pollfd one{m_listener, POLLIN, 0};
            if (::poll(&one, 1, 50) > 0) {
                const int client = ::accept(m_listener, nullptr, nullptr);
                m_pumps.emplace_back([this, client] { pump(client); });
            }
        }
    }
    void pump(int client)
    {
        ++m_asked;
        const int server = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = placeOf(m_server);
        bool goesOn = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        std::array<char, 65'536> bytes{};
        while (goesOn && !m_ends) {
            std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
            if (::poll(both.data(), 2, 50) <= 0) {
                continue;
            }
            for (const std::size_t from : {0U, 1U}) {
                if (both[from].revents == 0) {
                    continue;
                }
                const auto got = ::recv(both[from].fd, bytes.data(), bytes.size(), 0);
                goesOn = goesOn && got > 0
                    && ::send(both[1 - from].fd, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
                m_asked += from == 0 && got > 0 ? 1 : 0;
            }
        }
        ::close(server);
        ::close(client);
    }

    std::uint16_t m_server;
    int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ends = false;
    std::atomic<int> m_asked = 0;
    std::vector<std::thread> m_pumps; ///< Of the listening thread, until that has ended.
    std::thread m_thread;
};

} // namespace omni::tests
