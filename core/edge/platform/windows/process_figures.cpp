#include "core/edge/platform/process_figures.h"

namespace omni::platform {

ProcessFigures processFigures()
{
    return {};
}

} // namespace omni::platform
