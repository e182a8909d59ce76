// S9, S32: when all faults are over and ten minutes have passed, nothing hangs: what we hold for working works at the
// venue, what works there we know of, positions are equal, and whatever is not says why.

#pragma once

#include "core/host/simulate/check.h"

namespace omni::simulate {

class QuietCheck final : public Check
{
public:
    void onQuiet(const Scene& scene, Findings& findings) override;
};

} // namespace omni::simulate
