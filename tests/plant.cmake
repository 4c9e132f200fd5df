# cmake -DPROGRAM=patch -DSOURCE=unit.cpp -DPATCH=fault.patch -DMUTANT=changed.cpp -P plant.cmake
execute_process(COMMAND ${PROGRAM} --silent --forward --reject-file=- --output=${MUTANT} ${SOURCE} ${PATCH}
                RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(failed)
    file(REMOVE ${MUTANT})
    message(FATAL_ERROR "${PATCH} does not fit ${SOURCE} any more. Mend the patch, so that it plants again what its "
                        "first line says, and see how soon it is caught.\n${said}")
endif()
