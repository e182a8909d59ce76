// The paper exchange in this program: a server of a broker's protocol on the loopback device, on a thread of its own,
// for the adapter of one session.
//
// The adapter speaks to it over sockets as to the broker. Its keys are drawn for each exchange and are nowhere but in
// the memory of the two. Its prices are made up and begin anew with each; it keeps nothing.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/runtime/paper/paper_books.h"
#include "core/host/runtime/paper/paper_name.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace omni::runtime {

struct PaperExchangeWish {
    PaperFace face = PaperFace::Binance;
    std::optional<PaperBooks> books; ///< What the account holds. None: a new one, with play money alone.
    std::uint64_t numbersAbove = 0; ///< Of orders and executions: those of earlier exchanges are below it.
    std::uint64_t seed = 1; ///< Of its market, and of its ids.
    std::uint16_t port = 0; ///< 0: any that is free.
};

class PaperExchange
{
public:
    /// It listens when this returns. `clock` outlives it. Unavailable: no thread could be started. Conflict, or what
    /// the system says: nothing can listen on the loopback device.
    [[nodiscard]] static Result<std::unique_ptr<PaperExchange>> start(PaperExchangeWish wish, Clock& clock);
    /// Cuts off who is still connected; waits for its thread.
    ~PaperExchange();
    PaperExchange(const PaperExchange&) = delete;
    PaperExchange& operator=(const PaperExchange&) = delete;

    /// Where it is, by the names that the broker's adapter has for its addresses. Any thread.
    [[nodiscard]] std::vector<brokers::FaceSetting> addresses() const;
    /// A copy of the account's key, for the adapter alone. Any thread.
    [[nodiscard]] brokers::BrokerKey key() const;

private:
    class Impl;
    explicit PaperExchange(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::runtime
