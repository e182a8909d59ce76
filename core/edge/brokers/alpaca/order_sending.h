// A new order to the venue: once, or not at all (S4), and what the answer proves (S6).

#pragma once

#include "core/edge/brokers/alpaca/order_desk.h"

#include <QCoroTask>

#include <string>

namespace omni::brokers::alpaca {

/// `text`: the body of the request.
[[nodiscard]] QCoro::Task<void> send(OrderDesk desk, orders::OrderTicket ticket, std::string name, std::string text);

} // namespace omni::brokers::alpaca
