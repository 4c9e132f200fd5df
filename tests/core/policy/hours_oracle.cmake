# The engine's answers, then the oracle's word about them.
execute_process(COMMAND ${ASK} OUTPUT_FILE ${OUT} RESULT_VARIABLE asked)
if(NOT asked EQUAL 0)
    message(FATAL_ERROR "the engine contradicts itself: ${asked}")
endif()
execute_process(COMMAND python3 ${DIR}/hours_oracle.py ${OUT} RESULT_VARIABLE held)
if(NOT held EQUAL 0)
    message(FATAL_ERROR "the oracle does not agree")
endif()
