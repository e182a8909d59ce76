// What a desk has heard of orders, in words for a failure's text.

#pragma once

#include "tests/support/terminal_kit.h"

#include <string>
#include <vector>

namespace omni::test {

inline std::string storyOf(const views::DeskSnapshot& desk, const std::vector<runtime::Notice>& notices)
{
    using tests::TerminalKit;
    std::string words = "\n  " + std::to_string(desk.openOrders.size()) + " open here, "
        + std::to_string(desk.externalOrders.size()) + " of others, " + std::to_string(desk.differences.size())
        + " differences, " + (desk.isReconciled ? "compared, " : "not compared, ")
        + (desk.equity ? "worth known" : "worth unknown") + (desk.mayAdoptOpening ? ", nothing booked" : "");
    for (const auto& notice : notices) {
        if (const auto* report = TerminalKit::eventIn<events::OrderReport>(notice)) {
            words += "\n  " + std::to_string(report->order.value) + " " + std::string(nameOf(report->kind)) + " "
                + std::string(report->text.view());
        } else if (const auto* fill = TerminalKit::eventIn<orders::Fill>(notice)) {
            words += "\n  " + std::to_string(fill->order.value) + " fill of " + std::to_string(fill->size.count);
        } else if (const auto* alert = TerminalKit::factIn<events::AlertRaised>(notice)) {
            words += "\n  alert " + std::string(alert->key.view());
        }
    }
    return words;
}

} // namespace omni::test
