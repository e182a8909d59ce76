#include "core/host/simulate/checks/calculator.h"

#include "core/host/simulate/checks/books_check.h"
#include "core/host/simulate/checks/breakers_check.h"
#include "core/host/simulate/checks/closing_check.h"
#include "core/host/simulate/checks/limits_authority_check.h"
#include "core/host/simulate/checks/limits_check.h"
#include "core/host/simulate/checks/price_check.h"
#include "core/host/simulate/checks/told_desk.h"

namespace omni::simulate {

void addCalculatorChecks(std::vector<std::unique_ptr<Check>>& all)
{
    auto told = std::make_unique<ToldDesk>();
    const ToldDesk& shared = *told;
    all.push_back(std::move(told)); // first: the others look at what it has kept
    all.push_back(std::make_unique<BooksCheck>(shared));
    all.push_back(std::make_unique<LimitsAuthorityCheck>(shared));
    all.push_back(std::make_unique<LimitsCheck>(shared));
    all.push_back(std::make_unique<ClosingCheck>(shared));
    all.push_back(std::make_unique<PriceCheck>(shared));
    all.push_back(std::make_unique<BreakersCheck>(shared));
}

} // namespace omni::simulate
